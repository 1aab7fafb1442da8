import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Sizes of our own: without this, `text-meta` beside `text-foreground` is taken for a second colour and lost.
const merge = extendTailwindMerge({
  extend: { theme: { text: ["2xs", "meta"], shadow: ["raised", "float"] } },
});

/** Joins class names; a later Tailwind class wins over an earlier one of the same kind. */
export function cn(...inputs: ClassValue[]): string {
  return merge(clsx(inputs));
}
