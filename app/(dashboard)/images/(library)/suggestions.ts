import { exposures } from "@/lib/exposure/schema";
import { filterWords } from "@/lib/images/filter-words";
import { filterKeys, kinds } from "@/lib/images/query-filters";
import { isFilterKey, parseQuery } from "@/lib/images/query-language";
import { quoteValue, writeQuery } from "@/lib/query/language";

export type Suggestion = {
  /** What stands in the field when it is taken. */
  text: string;
  /** What is shown: the piece that it adds, and what that means. */
  label: string;
  hint: string;
};

export type Offers = Record<"tags" | "people" | "collections" | "recent", readonly string[]>;

const most = 8;
const starters = ["is:exposed", "has:links", "ends:<24h", "-has:alt", "by:me", "size:>5mb", "shared:never"];

const keyHints: Record<(typeof filterKeys)[number], string> = {
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

const pieceAt = (text: string, caret: number): string =>
  /(?:^|\s)(-?(?:[a-z]+:)?(?:"[^"]*|\S*))$/i.exec(text.slice(0, caret))?.[1] ?? "";

/** The names that the piece before the caret may be one of; null where it can be none. */
export function nameAsked(text: string, caret: number): NameAsked | null {
  const [, key, typed = ""] = /^-?(?:([a-z]+):)?"?(.*)$/i.exec(pieceAt(text, caret)) ?? [];
  const [of, value] = [key?.toLowerCase() ?? "either", typed.trim()];
  if (of === "either") return value.length > 1 ? { of, value } : null;
  if (of === "tag" || of === "collection") return { of, value };
  return null;
}

/** What could be meant by the piece of a question that ends at the caret; recent questions while it is empty. */
export function suggest(text: string, caret: number, offers: Offers): Suggestion[] {
  const before = text.slice(0, caret);
  const piece = pieceAt(text, caret);
  const lead = before.slice(0, before.length - piece.length);
  const rest = text.slice(caret);
  const take = (written: string, done = true) =>
    `${lead}${written}${done && !rest.startsWith(" ") ? " " : ""}${rest}`;
  if (text.trim() === "") {
    const recent = offers.recent.map((asked) => ({ text: asked, label: asked, hint: "recent" }));
    return [...recent.slice(0, 5), ...starters.map((asked) => offer(asked, take))].slice(0, most);
  }
  if (piece === "" || piece === "-") return [];
  const [, minus = "", key, value = ""] = /^(-?)(?:([a-z]+):)?"?(.*)$/i.exec(piece) ?? [];
  const name = key?.toLowerCase();
  if (name !== undefined)
    return isFilterKey(name)
      ? values(name, offers, value).map((v) => offer(`${minus}${name}:${v}`, take))
      : [];
  return loose(value.toLowerCase(), offers).map((written) =>
    written.endsWith(":")
      ? {
          text: take(minus + written, false),
          label: minus + written,
          hint: keyHints[written.slice(0, -1) as "is"],
        }
      : offer(minus + written, take),
  );
}

/** A whole filter, with what it means; quoted where it must be. */
function offer(written: string, take: (written: string) => string): Suggestion {
  const found = /^(-?)([a-z]+):(.*)$/.exec(written);
  const [, minus = "", key = "", value = ""] = found ?? [];
  if (!isFilterKey(key)) return { text: take(written), label: written, hint: "" };
  const asked = writeQuery(parseQuery(`${minus}${key}:${quoteValue(value)}`));
  const words = filterWords(key, value);
  return { text: take(asked), label: asked, hint: minus ? `not: ${words}` : words };
}

function values(key: (typeof filterKeys)[number], offers: Offers, typed: string): string[] {
  const known =
    { tag: offers.tags, by: [...kinds.by.values, ...offers.people], collection: offers.collections }[
      key as "tag"
    ] ?? kinds[key].values;
  const part = typed.toLowerCase();
  const starting = known.filter((value) => value.toLowerCase().startsWith(part));
  const within = known.filter((value) => !starting.includes(value) && value.toLowerCase().includes(part));
  return [...starting, ...within].filter((value) => value.toLowerCase() !== part).slice(0, most);
}

/** Without a colon it may be the beginning of an operator or an exposure, or a piece of a tag or of a name. */
function loose(part: string, offers: Offers): string[] {
  const keys = filterKeys.filter((key) => key.startsWith(part)).map((key) => `${key}:`);
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
  const named = [...tags.slice(0, 4), ...people.slice(0, 3), ...collections.slice(0, 3)];
  return [...keys, ...states, ...named].slice(0, most);
}
