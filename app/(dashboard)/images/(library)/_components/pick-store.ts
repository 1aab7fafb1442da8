import { keepOwn, readOwn } from "@/components/own-storage";

/** What is ticked, beyond the page that shows it: ids only, for one session of one tab. */

/** `everything`: all that a question matches, except what was unticked; else the picks one by one. */
export type Picks = { picks: string[]; everything: { question: string; except: string[] } | null };

export const noPicks: Picks = { picks: [], everything: null };
/** As many as can be named to the server. */
export const mostPicks = 2_000;
const name = "picks";

export function readPicks(): Picks {
  try {
    const stored: unknown = JSON.parse(readOwn("tab", name) ?? "null");
    if (stored && typeof stored === "object" && "picks" in stored && Array.isArray(stored.picks))
      return { ...noPicks, ...(stored as Picks) };
  } catch {
    // It may hold something else: then nothing is ticked.
  }
  return noPicks;
}

/** Where nothing is kept, the selection lasts as long as this page. */
export const keepPicks = (picks: Picks): void =>
  keepOwn("tab", name, isEmpty(picks) ? null : JSON.stringify(picks));

export const isEmpty = ({ picks, everything }: Picks): boolean => picks.length === 0 && everything === null;

/** Whether an image is ticked. */
export function isPicked({ picks, everything }: Picks, id: string): boolean {
  return everything ? !everything.except.includes(id) : picks.includes(id);
}

/** Ticks and unticks; what does not fit any more is left out. */
export function change(state: Picks, changes: { id: string; ticked: boolean }[]): Picks {
  const wish = new Map(changes.map(({ id, ticked }) => [id, ticked]));
  const merge = (kept: string[], ticked: boolean) => {
    const left = kept.filter((id) => wish.get(id) !== !ticked);
    const known = new Set(left);
    const added = [...wish].flatMap(([id, is]) => (is === ticked && !known.has(id) ? [id] : []));
    return [...left, ...added].slice(0, mostPicks);
  };
  const { everything } = state;
  if (!everything) return { picks: merge(state.picks, true), everything: null };
  return { picks: [], everything: { ...everything, except: merge(everything.except, false) } };
}
