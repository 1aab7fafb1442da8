import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";

// Apart from reading the address: what checks it is a third of what a first visit may weigh.
const defaults: LibraryParams = { q: "", sort: "newest", cursor: undefined, view: "grid" };

/** The address of the library with changes applied. A new question starts at its first page. */
export function libraryHref(params: Partial<LibraryParams>, changes: Partial<LibraryParams> = {}): string {
  const asksAnew = Object.keys(changes).some((key) => key !== "cursor" && key !== "view");
  const next = { ...defaults, ...params, ...(asksAnew && { cursor: undefined }), ...changes };
  const search = new URLSearchParams();
  for (const key of Object.keys(defaults) as (keyof LibraryParams)[]) {
    const value = next[key];
    if (value !== undefined && value !== defaults[key]) search.set(key, value);
  }
  const text = search.toString();
  return text ? `/images?${text}` : "/images";
}
