import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import { parseLibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { linksHref } from "@/app/(dashboard)/links/links-href";
import { linkQuestionInWords } from "@/app/(dashboard)/links/question-words";
import { linkSorts } from "@/lib/links/schema";
import type { SavedView, SaveViewInput, ViewKind } from "@/lib/views/schema";

type WithoutName<T> = T extends unknown ? Omit<T, "name" | "shared"> : never;
/** What a screen shows now, as it would be kept. */
export type Shown = WithoutName<SaveViewInput>;

type Kept = Pick<SavedView, "kind" | "question" | "sort" | "layout">;

const linkParams = ({ question, sort }: Pick<Kept, "question" | "sort">) => ({
  q: question,
  sort: linkSorts.find((known) => known === sort) ?? "newest",
});

/** Where a view leads. */
export function viewHref({ kind, question, sort, layout }: Kept): string {
  if (kind === "links") return linksHref(linkParams({ question, sort }));
  return libraryHref(parseLibraryParams({ q: question, sort, view: layout }));
}

/** What a view asks: the library's question as it is written, the ledger's in words. */
export function questionOfView({ kind, question, sort }: Kept): string {
  if (kind === "links") return linkQuestionInWords(linkParams({ question, sort }));
  return question || "Every image";
}

/** What the words around the views say of each kind. */
export const viewWords: Record<ViewKind, { of: string; shows: string; untouched: string; none: string }> = {
  images: {
    of: "the library",
    shows: "the library shows",
    untouched: "No image was touched.",
    none: "Nobody has kept a view yet. Ask the library something, then save it here.",
  },
  links: {
    of: "the ledger",
    shows: "the ledger shows",
    untouched: "No link was touched.",
    none: "Nobody has kept a view of the links yet. Narrow the list, then save it here.",
  },
};
