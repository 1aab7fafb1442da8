import { type Part, quoteValue, writeQuery } from "@/lib/query/language";

export type Suggestion = {
  /** What stands in the field when it is taken. */
  text: string;
  /** What is shown: the piece that it adds, and what that means. */
  label: string;
  hint: string;
};

export type Vocabulary<Key extends string> = {
  isFilterKey: (key: string) => key is Key;
  parseQuery: (text: string) => Part<Key>[];
  /** What is asked with each filter, and how one of them reads. */
  hints: Readonly<Record<Key, string>>;
  wordsOf: (key: Key, value: string) => string;
  /** Useful questions for an empty field, after those that were asked lately. */
  starters: readonly string[];
  recent: readonly string[];
  /** The values to offer for a filter. */
  known: (key: Key) => readonly string[];
  /** The filters that something without a colon may be the beginning or a piece of. */
  loose: (part: string) => readonly string[];
};

const most = 8;

/** What was typed of a part, up to the caret. */
export const pieceAt = (text: string, caret: number): string =>
  /(?:^|\s)(-?(?:[a-z]+:)?(?:"[^"]*|\S*))$/i.exec(text.slice(0, caret))?.[1] ?? "";

/** What could be meant by the piece of a question that ends at the caret; recent questions while it is empty. */
export function suggest<Key extends string>(text: string, caret: number, to: Vocabulary<Key>): Suggestion[] {
  const before = text.slice(0, caret);
  const piece = pieceAt(text, caret);
  const lead = before.slice(0, before.length - piece.length);
  const rest = text.slice(caret);
  const take = (written: string, done = true) =>
    `${lead}${written}${done && !rest.startsWith(" ") ? " " : ""}${rest}`;
  const offer = (written: string) => offered(written, take, to);
  if (text.trim() === "") {
    const recent = to.recent.map((asked) => ({ text: asked, label: asked, hint: "recent" }));
    return [...recent.slice(0, 5), ...to.starters.map(offer)].slice(0, most);
  }
  if (piece === "" || piece === "-") return [];
  const [, minus = "", key, value = ""] = /^(-?)(?:([a-z]+):)?"?(.*)$/i.exec(piece) ?? [];
  const name = key?.toLowerCase();
  if (name !== undefined)
    return to.isFilterKey(name)
      ? fitting(to.known(name), value).map((one) => offer(`${minus}${name}:${one}`))
      : [];
  const part = value.toLowerCase();
  const keys = (Object.keys(to.hints) as Key[]).filter((one) => one.startsWith(part));
  const operators = keys.map((one) => ({
    text: take(`${minus}${one}:`, false),
    label: `${minus}${one}:`,
    hint: to.hints[one],
  }));
  return [...operators, ...to.loose(part).map((written) => offer(minus + written))].slice(0, most);
}

/** A whole filter, with what it means; quoted where it must be. */
function offered<Key extends string>(
  written: string,
  take: (written: string) => string,
  { isFilterKey, parseQuery, wordsOf }: Vocabulary<Key>,
): Suggestion {
  const [, minus = "", key = "", value = ""] = /^(-?)([a-z]+):(.*)$/.exec(written) ?? [];
  if (!isFilterKey(key)) return { text: take(written), label: written, hint: "" };
  const asked = writeQuery(parseQuery(`${minus}${key}:${quoteValue(value)}`));
  const words = wordsOf(key, value);
  return { text: take(asked), label: asked, hint: minus ? `not: ${words}` : words };
}

function fitting(known: readonly string[], typed: string): string[] {
  const part = typed.toLowerCase();
  const starting = known.filter((value) => value.toLowerCase().startsWith(part));
  const within = known.filter((value) => !starting.includes(value) && value.toLowerCase().includes(part));
  return [...starting, ...within].filter((value) => value.toLowerCase() !== part).slice(0, most);
}
