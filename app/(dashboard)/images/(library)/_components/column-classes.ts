import type { Column } from "@/app/(dashboard)/images/(library)/view-options";

/** Leaves a column out where the library's options say so; whole words, for Tailwind to find. */
export const columnClasses: Record<Column, string> = {
  exposure: "w-(--exposure) in-data-[hide~=exposure]:hidden",
  links: "w-(--links) in-data-[hide~=links]:hidden",
  by: "w-(--by) in-data-[hide~=by]:hidden",
  added: "w-(--added) in-data-[hide~=added]:hidden",
  size: "w-(--size) in-data-[hide~=size]:hidden",
};

/** Fixed widths, and never so narrow that no name is left: what does not fit is scrolled to, inside the frame. */
export const tableClasses = [
  "[--exposure:12rem] [--links:9rem] [--by:9rem] [--added:10rem] [--size:8rem]",
  "in-data-[hide~=exposure]:[--exposure:0rem] in-data-[hide~=links]:[--links:0rem] in-data-[hide~=by]:[--by:0rem]",
  "in-data-[hide~=added]:[--added:0rem] in-data-[hide~=size]:[--size:0rem]",
  "min-w-[calc(20rem+var(--exposure)+var(--links)+var(--by)+var(--added)+var(--size))] table-fixed",
].join(" ");
