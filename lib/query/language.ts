import { maxParts } from "@/lib/query/limits";
import type { Kind } from "@/lib/query/values";

export type Word = { kind: "word"; text: string; not: boolean; message?: string };
export type Filter<Key extends string = string> = { kind: "filter"; key: Key; value: string; not: boolean };
/** What we could not read: it stays in the text, is no condition, and the person is told. */
export type Unread = { kind: "unread"; text: string; message: string };
export type Part<Key extends string = string> = Word | Filter<Key> | Unread;

const token = /(-?)(?:([a-z]+):)?(?:"((?:[^"\\]|\\.)*)("?)(\S*)|(\S*))/giy;

/** How questions are read whose filters are these; the library and the ledger have one each. */
export function languageOf<Key extends string>(kinds: Readonly<Record<Key, Kind>>) {
  const isFilterKey = (key: string): key is Key => Object.hasOwn(kinds, key);

  /** The parts of a question, in order: words to find, filters to apply, and what could not be read. */
  function parseQuery(text: string): Part<Key>[] {
    const parts: Part<Key>[] = [];
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

  function partOf([
    whole,
    minus = "",
    key,
    quoted,
    closing,
    glued = "",
    bare = "",
  ]: RegExpExecArray): Part<Key> {
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

  /**
   * The question with one filter in place of every other that is its rival: those of its key, if nothing else is said.
   * An empty value only takes them away.
   */
  function withFilter(
    text: string,
    key: Key,
    value: string,
    rival: (part: Part<Key>) => boolean = (part) => isFilter(part, key),
  ): string {
    const parts = parseQuery(text);
    const at = parts.findIndex(rival);
    const rest = parts.filter((part) => !rival(part));
    const filter = value === "" ? [] : parseQuery(`${key}:${quoteValue(value)}`);
    rest.splice(at === -1 ? rest.length : at, 0, ...filter);
    return writeQuery(rest);
  }

  /** The question without its part at this place. */
  function withoutPart(text: string, at: number): string {
    return writeQuery(parseQuery(text).filter((_, index) => index !== at));
  }

  /** The first value that the question asks for under a key, or nothing; what it excludes does not count. */
  function filterIn(parts: readonly Part<Key>[], key: Key): string {
    return parts.find((part): part is Filter<Key> => isFilter(part, key) && !part.not)?.value ?? "";
  }

  return { isFilterKey, parseQuery, withFilter, withoutPart, filterIn };
}

/** Whether a part is a filter under this key. */
export const isFilter = <Key extends string>(part: Part<Key>, key: Key): part is Filter<Key> =>
  part.kind === "filter" && part.key === key;

function wordOf(whole: string, text: string, not: boolean): Word | Unread {
  if (/[\p{L}\p{N}]/u.test(text)) return { kind: "word", text, not };
  return unread(whole, "It has no letter or digit to search for.");
}

const unread = (text: string, message: string): Unread => ({ kind: "unread", text, message });

/** The question as text: what is read back as the same parts. */
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

/** The filters alone. */
export function filtersOf<Key extends string>(parts: readonly Part<Key>[]): Filter<Key>[] {
  return parts.filter((part): part is Filter<Key> => part.kind === "filter");
}

/** The words alone, as one would write them. */
export function wordsOf(parts: readonly Part[]): string {
  return writeQuery(parts.filter((part) => part.kind === "word"));
}

/** Whether every part of a question is a condition: else all that match are more than anybody asked for. */
export const isUnderstood = (parts: readonly Part[]): boolean => parts.every(({ kind }) => kind !== "unread");

/** What to tell the person, each with the part that it is about. */
export function problemsOf(parts: readonly Part[]): { text: string; message: string }[] {
  return parts.flatMap((part) =>
    part.kind !== "filter" && part.message ? [{ text: part.text, message: part.message }] : [],
  );
}
