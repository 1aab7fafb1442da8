/** Counts the calls of each batch token in the running second; false when one has made too many. */
export function createPace(mostPerSecond: number) {
  let second = 0;
  const made = new Map<string, number>();
  return (token: string, now: Date): boolean => {
    const current = Math.floor(now.getTime() / 1000);
    if (current !== second) made.clear();
    second = current;
    const calls = (made.get(token) ?? 0) + 1;
    made.set(token, calls);
    return calls <= mostPerSecond;
  };
}
export type Pace = ReturnType<typeof createPace>;
