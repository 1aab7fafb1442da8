/** What is ticked, beyond the page that shows it: one session of one tab, whatever is looked at meanwhile. */

export type Pick = {
  id: string;
  name: string;
  picture: { src: string | null; alt: string; width: number | null; height: number | null };
};
/** `everything`: all that a question matches, except what was unticked; else the picks one by one. */
export type Picks = { picks: Pick[]; everything: { question: string; except: string[] } | null };

export const noPicks: Picks = { picks: [], everything: null };
/** As many as can be named to the server. */
export const mostPicks = 2_000;
const key = "darkroom-picks";

export function readPicks(): Picks {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (stored && typeof stored === "object" && "picks" in stored && Array.isArray(stored.picks))
      return { ...noPicks, ...(stored as Picks) };
  } catch {
    // Storage may be forbidden or hold something else: then nothing is ticked.
  }
  return noPicks;
}

export function keepPicks(picks: Picks): void {
  try {
    if (isEmpty(picks)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(picks));
  } catch {
    // Then the selection lasts as long as this page.
  }
}

export const isEmpty = ({ picks, everything }: Picks): boolean => picks.length === 0 && everything === null;

/** Whether an image is ticked. */
export function isPicked({ picks, everything }: Picks, id: string): boolean {
  return everything ? !everything.except.includes(id) : picks.some((pick) => pick.id === id);
}

/** Ticks and unticks; what does not fit any more is left out. */
export function change(state: Picks, changes: { pick: Pick; ticked: boolean }[]): Picks {
  const ids = new Map(changes.map(({ pick, ticked }) => [pick.id, ticked]));
  if (state.everything) {
    const kept = state.everything.except.filter((id) => ids.get(id) !== true);
    const added = changes.filter(({ pick, ticked }) => !ticked && !kept.includes(pick.id));
    const except = [...kept, ...added.map(({ pick }) => pick.id)].slice(0, mostPicks);
    return { picks: [], everything: { ...state.everything, except } };
  }
  const kept = state.picks.filter(({ id }) => ids.get(id) !== false);
  const known = new Set(kept.map(({ id }) => id));
  const added = changes.filter(({ pick, ticked }) => ticked && !known.has(pick.id));
  return { picks: [...kept, ...added.map(({ pick }) => pick)].slice(0, mostPicks), everything: null };
}
