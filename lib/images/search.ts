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
 * What a question asks for, as texts that the search column must contain, all of them; null when nothing can
 * match because no letter or digit was asked for. A term with three characters in a row is found anywhere; a
 * shorter one has no trigram and is found where a word starts, which the index can still answer.
 */
export function searchPatterns(question: string): string[] | null {
  const terms = question.split(/\s+/).filter(Boolean);
  const patterns = terms.map((term) => {
    const words = wordsOf(term);
    const anywhere = words.some((word) => [...word].length >= 3);
    return words.length === 0 ? "" : `${anywhere ? "" : " "}${words.join(" ")}`;
  });
  const asked = [...new Set(patterns.filter(Boolean))].slice(0, maxTerms);
  return terms.length > 0 && asked.length === 0 ? null : asked;
}

/** The name as it sorts: folded like the search column, numbers padded so that 2 comes before 10. */
export function sortNameOf(name: string): string {
  const words = wordsOf(name).map((word) => word.replace(/\d+/g, (digits) => digits.padStart(10, "0")));
  return [...words.join(" ")].slice(0, 160).join("");
}
