/** The one source of the current time below the edge; tests set `clock.now`. Rules take `now` instead. */
export const clock = { now: (): Date => new Date() };
