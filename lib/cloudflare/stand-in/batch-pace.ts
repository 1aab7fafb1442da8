/**
 * Counts the calls of each batch token in the running second; false when one has made too many. By the time that
 * really passes, not by the stand-in's clock: that one may be frozen, and calls are not.
 */
export function createPace(mostPerSecond: number, milliseconds = () => performance.now()) {
  let second = 0;
  const made = new Map<string, number>();
  return (token: string): boolean => {
    const current = Math.floor(milliseconds() / 1000);
    if (current !== second) made.clear();
    second = current;
    const calls = (made.get(token) ?? 0) + 1;
    made.set(token, calls);
    return calls <= mostPerSecond;
  };
}
export type Pace = ReturnType<typeof createPace>;
