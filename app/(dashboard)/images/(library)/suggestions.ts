import { exposures } from "@/lib/exposure/schema";
import { filterWords } from "@/lib/images/filter-words";
import { type FilterKey, kinds } from "@/lib/images/query-filters";
import { isFilterKey, parseQuery } from "@/lib/images/query-language";
import { pieceAt, type Suggestion, suggest as suggestFrom } from "@/lib/query/suggest";

export type Offers = Record<"tags" | "people" | "collections" | "recent", readonly string[]>;

const starters = ["is:exposed", "has:links", "ends:<24h", "-has:alt", "by:me", "size:>5mb", "shared:never"];

const hints: Record<FilterKey, string> = {
  is: "who can see it, private or public",
  state: "how far its upload is",
  tag: "with this tag",
  collection: "in this collection",
  by: "who uploaded it",
  format: "JPEG, PNG, WebP or GIF",
  import: "brought in from Cloudflare",
  has: "alt text, tags, a location, live links",
  under: "under embargo",
  ends: "a live link ends soon",
  shared: "when it was last shared",
  size: "size of the file",
  width: "in pixels",
  height: "in pixels",
  after: "added on or after a day",
  before: "added before a day",
};

/** What names begin to be typed at the caret: of tags, of collections, or of either. */
export type NameAsked = { of: "tag" | "collection" | "either"; value: string };

/** The names that the piece before the caret may be one of; null where it can be none. */
export function nameAsked(text: string, caret: number): NameAsked | null {
  const [, key, typed = ""] = /^-?(?:([a-z]+):)?"?(.*)$/i.exec(pieceAt(text, caret)) ?? [];
  const [of, value] = [key?.toLowerCase() ?? "either", typed.trim()];
  if (of === "either") return value.length > 1 ? { of, value } : null;
  if (of === "tag" || of === "collection") return { of, value };
  return null;
}

/** What could be meant by the piece of a question that ends at the caret. */
export function suggest(text: string, caret: number, offers: Offers): Suggestion[] {
  const known = (key: FilterKey) =>
    ({ tag: offers.tags, by: [...kinds.by.values, ...offers.people], collection: offers.collections })[
      key as "tag"
    ] ?? kinds[key].values;
  const { recent } = offers;
  const loose = (part: string) => looseOf(part, offers);
  const language = { isFilterKey, parseQuery, wordsOf: filterWords };
  return suggestFrom(text, caret, { ...language, hints, starters, recent, known, loose });
}

/** Without a colon it may be the beginning of an exposure, or a piece of a tag or of a name. */
function looseOf(part: string, offers: Offers): string[] {
  const states = exposures
    .filter((exposure) => exposure.startsWith(part))
    .map((exposure) => `is:${exposure}`);
  const tags = offers.tags.filter((tag) => tag.includes(part)).map((tag) => `tag:${tag}`);
  const people = offers.people
    .filter((name) => name.toLowerCase().includes(part))
    .map((name) => `by:${name}`);
  const collections = offers.collections
    .filter((name) => name.toLowerCase().includes(part))
    .map((name) => `collection:${name}`);
  return [...states, ...tags.slice(0, 4), ...people.slice(0, 3), ...collections.slice(0, 3)];
}
