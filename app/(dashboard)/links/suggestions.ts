import { filterWords } from "@/lib/links/filter-words";
import { type FilterKey, kinds, linkMarks, linkStatuses } from "@/lib/links/query-filters";
import { isFilterKey, parseQuery } from "@/lib/links/query-language";
import { type Suggestion, suggest as suggestFrom } from "@/lib/query/suggest";

/** Names that the page knows. */
export type LinkOffers = Record<"people" | "recipients" | "images" | "variants" | "keys", readonly string[]>;

const starters = ["is:open", "is:asking", "ends:<24h", "by:me", "mode:gated", "-status:revoked"];

const hints: Record<FilterKey, string> = {
  is: "still opens, or asked for more time",
  status: "live, ended, revoked and so on",
  mode: "pages or direct links",
  by: "who issued it",
  to: "whom it is for",
  image: "shows this picture",
  variant: "in this variant",
  key: "signed with this key",
  ends: "before or after a time",
};

/** What could be meant by the piece of a question that ends at the caret. */
export function suggest(
  text: string,
  caret: number,
  offers: LinkOffers & { recent: string[] },
): Suggestion[] {
  const { people, recipients, images, variants, keys, recent } = offers;
  const names: Partial<Record<FilterKey, readonly string[]>> = {
    by: [...kinds.by.values, ...people],
    to: recipients,
    image: images,
    variant: variants,
    key: keys,
  };
  const known = (key: FilterKey) => names[key] ?? kinds[key].values;
  const wordsOf = (key: FilterKey, value: string) => filterWords({ key, value });
  const loose = (part: string) => [
    ...linkStatuses.filter((one) => one.startsWith(part)).map((one) => `status:${one}`),
    ...linkMarks.filter((one) => one.startsWith(part)).map((one) => `is:${one}`),
    ...within(recipients, part).map((one) => `to:${one}`),
    ...within(people, part).map((one) => `by:${one}`),
  ];
  return suggestFrom(text, caret, {
    isFilterKey,
    parseQuery,
    wordsOf,
    hints,
    starters,
    recent,
    known,
    loose,
  });
}

const within = (names: readonly string[], part: string) =>
  names.filter((name) => name.toLowerCase().includes(part)).slice(0, 3);
