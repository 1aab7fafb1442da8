export type Clock = {
  now(): Date;
  /** Freezes the clock at an instant, or lets it run again with null. */
  set(at: Date | null): void;
};

/** The only source of time in the stand-in. */
export function createClock(base: () => Date): Clock {
  let frozen: Date | null = null;
  return {
    now: () => new Date(frozen ?? base()),
    set: (at) => {
      frozen = at;
    },
  };
}
