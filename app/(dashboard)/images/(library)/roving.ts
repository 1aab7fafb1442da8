/** `rows`: as many as fit the window, for the keys that go a window further. */
type At = { index: number; count: number; columns: number; rows?: number };

/**
 * Where a key leads in a list that wraps into columns; null when the key is not for moving. Up and down
 * stay in their column and stop at the edges; in the last, shorter row Down lands on its last item.
 */
export function nextStop(key: string, at: At): number | null {
  const { index, count, columns, rows = 1 } = at;
  const last = count - 1;
  const lastRow = Math.floor(last / columns);
  const below = index + columns;
  switch (key) {
    case "ArrowRight":
      return Math.min(index + 1, last);
    case "ArrowLeft":
      return Math.max(index - 1, 0);
    case "ArrowUp":
      return index - columns >= 0 ? index - columns : index;
    case "ArrowDown":
      if (below <= last) return below;
      return Math.floor(index / columns) < lastRow ? last : index;
    case "PageUp":
      return index - Math.min(rows, Math.floor(index / columns)) * columns;
    case "PageDown":
      return Math.min(index + Math.min(rows, lastRow - Math.floor(index / columns)) * columns, last);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** How many items share the first one's line. */
export function countColumns(tops: number[]): number {
  const wrapped = tops.findIndex((top) => top > (tops[0] ?? 0) + 4);
  return Math.max(1, wrapped === -1 ? tops.length : wrapped);
}

/** The side of the list on which a key asks for more than is there: pressed at the end that it leads to. */
export function asksBeyond(
  key: string,
  { from, to }: { from: number; to: number },
): "earlier" | "later" | null {
  if (from !== to) return null;
  if (["ArrowRight", "ArrowDown", "PageDown", "End"].includes(key)) return "later";
  return ["ArrowLeft", "ArrowUp", "PageUp", "Home"].includes(key) ? "earlier" : null;
}
