import type { Column } from "@/app/(dashboard)/images/(library)/view-options";

/** Leaves a column out where the library's options say so; whole words, for Tailwind to find. */
export const columnClasses: Record<Column, string> = {
  exposure: "in-data-[hide~=exposure]:hidden",
  links: "in-data-[hide~=links]:hidden",
  by: "in-data-[hide~=by]:hidden",
  added: "in-data-[hide~=added]:hidden",
  size: "in-data-[hide~=size]:hidden",
};
