import type { ImageCard, ImageRun } from "@/lib/images/schema";

/** Images as one reading found them. `cursor` names the reading in an address; null is the beginning. */
export type Stretch = ImageRun & { cursor: string | null };

/** As many readings as one page keeps: 1,000 images. The far ones go first, and are read again on the way back. */
export const mostStretches = 20;

export type Way = "earlier" | "later";

/** The cursor of what follows on a side of what is there; null where the list ends. */
export function cursorBeyond(list: readonly Stretch[], way: Way): string | null {
  return (way === "later" ? list.at(-1)?.next : list[0]?.previous) ?? null;
}

/** Adds a reading at its side and lets go of the far end. */
export function join(list: readonly Stretch[], stretch: Stretch, way: Way): Stretch[] {
  if (way === "later") return [...list, stretch].slice(-mostStretches);
  // Going back past the beginning reads the first page whole: it overlaps, and `shownIn` shows each once.
  return [stretch, ...list].slice(0, mostStretches);
}

/** What the server just drew takes its place among what was read on; another list begins anew. */
export function renew(list: readonly Stretch[], given: Stretch): Stretch[] {
  const known = list.some(({ cursor }) => cursor === given.cursor);
  return known ? list.map((stretch) => (stretch.cursor === given.cursor ? given : stretch)) : [given];
}

/**
 * Reads the same stretch of the list anew, each reading from where the one before it ended, so that nothing is
 * skipped or repeated when images came or went meanwhile.
 */
export async function readAgain(
  list: readonly Stretch[],
  read: (cursor: string | null) => Promise<Stretch>,
): Promise<Stretch[]> {
  const fresh: Stretch[] = [];
  let cursor = list[0]?.cursor ?? null;
  for (const _ of list) {
    const stretch = await read(cursor);
    if (stretch.images.length > 0) fresh.push(stretch);
    if (!stretch.next) break;
    cursor = stretch.next;
  }
  return fresh;
}

/** An image in its place: the reading it came with, and whether that begins with it. */
export type Shown = { image: ImageCard; cursor: string | null; begins: boolean; within: number };

/** Every image once, in order. One that moved while pages were read would otherwise stand there twice. */
export function shownIn(list: readonly Stretch[]): Shown[] {
  const seen = new Set<string>();
  return list.flatMap(({ images, cursor }) => {
    const fresh = images.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return fresh.map((image, within) => ({ image, cursor, begins: within === 0, within }));
  });
}
