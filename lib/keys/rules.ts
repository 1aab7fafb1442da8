/** Which of the account's keys signs: the one of that name, else the first that Cloudflare lists. */
export function chooseKey<K extends { name: string }>(keys: readonly K[], name: string): K | undefined {
  return keys.find((key) => key.name === name) ?? keys[0];
}

/** Most addresses that are signed anew in one go; more are to be drained. */
export const maxReissue = 2_000;

/** Another server may sign with a key for a minute after another one was chosen; after this long none does. */
export const settled = 2 * 60_000;

/** Why a name cannot be given to a new key: each is used once, so that the ledger stays readable. */
export function nameProblem(name: string, used: readonly string[]): string | null {
  const same = used.find((other) => other.toLowerCase() === name.toLowerCase());
  return same ? `The name ${same} is taken, or was, or was asked for. Choose one that was never used.` : null;
}

type Present = { current: boolean; liveLinks: number; leavesAt: Date | null };

/** How far a rotation is: what there is to do next. */
export function rotationStep(present: readonly Present[]): "spare" | "choose" | "drain" | "delete" {
  const others = present.filter(({ current }) => !current);
  if (others.length === 0) return "spare";
  if (
    present.some(({ current, liveLinks }) => current && liveLinks > 0) &&
    others.every(({ liveLinks }) => liveLinks === 0)
  )
    return "choose";
  return others.some(({ liveLinks }) => liveLinks > 0) ? "drain" : "delete";
}
