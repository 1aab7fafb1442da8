type Rights = {
  rightsFrom?: Date | null | undefined;
  rightsUntil?: Date | null | undefined;
  embargoUntil?: Date | null | undefined;
};

/** What is wrong with rights that somebody wants to write, and what to do; null when nothing is. */
export function rightsProblem({ rightsFrom, rightsUntil, embargoUntil }: Rights, now: Date): string | null {
  if (rightsFrom && rightsUntil && rightsFrom >= rightsUntil)
    return "It may be used until a time before it may be used at all. Choose a later end.";
  if (embargoUntil && embargoUntil <= now)
    return "This embargo would be over already. Choose a time to come.";
  return null;
}
