import { exposures } from "@/lib/exposure/schema";
import { type FilterKey, isFilterKey, kinds } from "@/lib/images/query-filters";

export type Word = { kind: "word"; text: string; not: boolean; message?: string };
export type Filter = { kind: "filter"; key: FilterKey; value: string; not: boolean };
/** What we could not read: it stays in the text, narrows nothing, and the person is told. */
export type Unread = { kind: "unread"; text: string; message: string };
export type Part = Word | Filter | Unread;

/** More than anybody writes; the rest would only cost the database. */
export const maxParts = 20;
export const maxQueryLength = 400;

const token = /(-?)(?:([a-z]+):)?(?:"((?:[^"\\]|\\.)*)("?)(\S*)|(\S*))/giy;

/** The parts of a question, in order: words to find, filters to apply, and what could not be read. */
export function parseQuery(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found?.[0]) break;
    at = token.lastIndex;
    parts.push(
      parts.length < maxParts ? partOf(found) : unread(found[0], `Only the first ${maxParts} count.`),
    );
  }
  return parts;
}

function partOf([whole, minus = "", key, quoted, closing, glued = "", bare = ""]: RegExpExecArray): Part {
  const not = minus === "-";
  const text = quoted === undefined ? bare : quoted.replace(/\\(.)/g, "$1");
  if (quoted !== undefined && closing === "") return unread(whole, "A quotation mark is not closed.");
  if (glued) return unread(whole, "Leave a space after the quotation mark.");
  const name = key?.toLowerCase();
  if (name === undefined) return wordOf(whole, text, not);
  if (!isFilterKey(name)) {
    const message = `“${name}:” is no filter, so “${whole}” is searched as a word.`;
    return { kind: "word", text: whole, not: false, message };
  }
  const { read, hint, negatable } = kinds[name];
  const value = read(text);
  if (value === null) return unread(whole, hint);
  if (not && !negatable) return unread(whole, `“${name}:” cannot be turned round with a minus. ${hint}`);
  return { kind: "filter", key: name, value, not };
}

function wordOf(whole: string, text: string, not: boolean): Part {
  if (/[\p{L}\p{N}]/u.test(text)) return { kind: "word", text, not };
  return unread(whole, "It has no letter or digit to search for.");
}

const unread = (text: string, message: string): Unread => ({ kind: "unread", text, message });

/** The question as text: what `parseQuery` reads back as the same parts. */
export function writeQuery(parts: readonly Part[]): string {
  return parts.map(writePart).join(" ");
}

function writePart(part: Part): string {
  if (part.kind === "unread" || (part.kind === "word" && part.message)) return part.text;
  const sign = part.not ? "-" : "";
  if (part.kind === "word") return sign + quote(part.text, /^[^\s"\\:-][^\s"\\:]*$/);
  return `${sign}${part.key}:${quote(part.value, /^[^\s"\\][^\s"\\]*$/)}`;
}

const quote = (text: string, plain: RegExp) =>
  plain.test(text) ? text : `"${text.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;

/** A filter's value as one would type it behind the colon: quoted where it must be. */
export const quoteValue = (value: string) => quote(value, /^[^\s"\\]*$/);

/**
 * The question with one filter in place of every other of its key (of its exposures, for an exposure); an empty
 * value only takes them away.
 */
export function withFilter(text: string, key: FilterKey | "exposure", value: string): string {
  const parts = parseQuery(text);
  const rival = (part: Part) => (key === "exposure" ? isExposureFilter(part) : isFilter(part, key));
  const at = parts.findIndex(rival);
  const rest = parts.filter((part) => !rival(part));
  const name = key === "exposure" ? "is" : key;
  const filter = value === "" ? [] : parseQuery(`${name}:${quoteValue(value)}`);
  rest.splice(at === -1 ? rest.length : at, 0, ...filter);
  return writeQuery(rest);
}

const isFilter = (part: Part, key: FilterKey): part is Filter => part.kind === "filter" && part.key === key;

/** Whether a filter is about who can see the image. */
export function isExposureFilter(part: Part): part is Filter {
  return isFilter(part, "is") && (exposures as readonly string[]).includes(part.value);
}

/** The question without its part at this place. */
export function withoutPart(text: string, at: number): string {
  return writeQuery(parseQuery(text).filter((_, index) => index !== at));
}

/** The first value that the question asks for under a key, or nothing; what it excludes does not count. */
export function filterIn(parts: readonly Part[], key: FilterKey): string {
  return parts.find((part): part is Filter => isFilter(part, key) && !part.not)?.value ?? "";
}

/** The one collection that the question asks for; null where it asks for none, or for several. */
export function collectionNamed(parts: readonly Part[]): string | null {
  const asked = parts.filter((part): part is Filter => isFilter(part, "collection") && !part.not);
  return asked.length === 1 ? (asked[0]?.value ?? null) : null;
}

/** The exposure that the question asks for, or nothing. */
export function exposureIn(parts: readonly Part[]): string {
  return parts.find((part): part is Filter => isExposureFilter(part) && !part.not)?.value ?? "";
}

/** The filters alone. */
export function filtersOf(parts: readonly Part[]): Filter[] {
  return parts.filter((part) => part.kind === "filter");
}

/** The words alone, as one would write them. */
export function wordsOf(parts: readonly Part[]): string {
  return writeQuery(parts.filter((part) => part.kind === "word"));
}

/** What to tell the person, each with the part that it is about. */
export function problemsOf(parts: readonly Part[]): { text: string; message: string }[] {
  return parts.flatMap((part) =>
    part.kind !== "filter" && part.message ? [{ text: part.text, message: part.message }] : [],
  );
}
