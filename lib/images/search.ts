/**
 * Text as the search columns hold it: lower case, no accents, words of letters and digits with one space
 * before each. With only those characters in it, nothing in a pattern needs escaping.
 */
export function searchTextOf(...parts: string[]): string {
  return parts
    .flatMap(wordsOf)
    .map((word) => ` ${word}`)
    .join("");
}

// Chinese and Japanese write no spaces: each character is a word, so that any part of a name can be found.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Letters that are no base letter with a mark, as people without them on the keyboard type them. */
const spelled: Record<string, string> = {
  ß: "ss",
  ς: "σ",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[ßςæœøłđðþı]/g, (letter) => spelled[letter] ?? letter)
    .replace(unspaced, " $& ");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const maxTerms = 8;

/**
 * What a search column must contain for one term to be found, or nothing when the term has no letter or digit. A
 * term with three characters in a row is found anywhere; a shorter one has no trigram and is found where a word
 * starts, which the index can still answer.
 */
export function searchPattern(term: string): string {
  const words = wordsOf(term);
  const anywhere = words.some((word) => [...word].length >= 3);
  return words.length === 0 ? "" : `${anywhere ? "" : " "}${words.join(" ")}`;
}

/** Whether a term is found only where a word begins: people have to be told, who expect it anywhere. */
export function isFoundAtStarts(term: string): boolean {
  // Where each character is a word of its own, every beginning is anywhere.
  const spaced = term.normalize("NFKD").replace(unspaced, "");
  return searchPattern(term).startsWith(" ") && wordsOf(spaced).length > 0;
}

/** The patterns of every term of a question, all to be found; null when nothing can match. */
export function searchPatterns(question: string): string[] | null {
  const terms = question.split(/\s+/).filter(Boolean);
  const asked = [...new Set(terms.map(searchPattern).filter(Boolean))].slice(0, maxTerms);
  return terms.length > 0 && asked.length === 0 ? null : asked;
}

/** What of an image is found by words; each of its links adds what for and for whom. */
export function imageSearchText(image: {
  name: string;
  fileName: string;
  altText?: string;
  tags: readonly string[];
}): string {
  const own = searchTextOf(image.name, ...image.tags, image.altText ?? "");
  // Mostly the same words as the name: indexed twice they would only cost.
  const file = searchTextOf(image.fileName);
  return own.includes(file) ? own : own + file;
}

/** A name as it is compared: two that differ only in case, accents or signs are one. */
export const foldedName = (name: string): string => (searchTextOf(name).trim() || name).slice(0, 160);

/** The name as it sorts: folded like the search column, numbers padded so that 2 comes before 10. */
export function sortNameOf(name: string): string {
  const words = wordsOf(name).map((word) => word.replace(/\d+/g, (digits) => digits.padStart(10, "0")));
  return [...words.join(" ")].slice(0, 160).join("");
}
