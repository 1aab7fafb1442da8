import { formatCount } from "@/lib/format";

/** "150 of 3,412 shown", "150 shown" where nobody knows of how many, "All 130 shown". */
export function shownInWords(list: {
  shown: number;
  total: number | null;
  earlier: string | null;
  later: string | null;
}): string {
  const shown = formatCount(list.shown);
  if (!list.earlier && !list.later) return `All ${shown} shown`;
  if (list.earlier && !list.later) return `The last ${shown} shown`;
  return list.total !== null && !list.earlier
    ? `${shown} of ${formatCount(list.total)} shown`
    : `${shown} shown`;
}
