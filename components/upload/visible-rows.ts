import { isMoving, needsPerson, type UploadItem } from "@/components/upload/upload-item";

/** Above this a list is shortened; a browser lays out a few hundred rows without being asked twice. */
export const shortenAbove = 300;
export const firstRows = 200;

/**
 * The rows to draw and how many were left out. A long list keeps its first 200, everything that needs somebody,
 * and everything under way; files that only wait their turn are counted.
 */
export function visibleRows(
  items: readonly UploadItem[],
  { onlyProblems }: { onlyProblems: boolean },
): { rows: readonly UploadItem[]; hidden: number } {
  if (onlyProblems) return { rows: items.filter(needsPerson), hidden: 0 };
  if (items.length <= shortenAbove) return { rows: items, hidden: 0 };
  const rows = items.filter(
    (item, index) =>
      index < firstRows ||
      needsPerson(item) ||
      (isMoving(item) && item.state !== "waiting" && item.state !== "checking"),
  );
  return { rows, hidden: items.length - rows.length };
}
