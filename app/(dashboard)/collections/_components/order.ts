import type { MoveInCollectionInput } from "@/lib/collections/schema";

export type Member = { id: string; name: string };
/** Behind another one, null for the first place, or at a number. */
export type To = MoveInCollectionInput["to"];
/** Beyond every number: the last place. */
export const atEnd = 2_000_000_000;

/** The number it has after a move: `from` and `ahead` are the numbers it and its new neighbour had, 0 for none. */
export function numberAfter(
  to: To,
  { from, ahead, of }: { from: number; ahead: number; of: number },
): number {
  if ("place" in to) return Math.min(to.place, of);
  // What stood before its new neighbour left a gap that the neighbour has moved into.
  return from < ahead ? ahead : ahead + 1;
}
