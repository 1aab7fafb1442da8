import { filterWords } from "@/lib/links/filter-words";
import { parseQuery } from "@/lib/links/query-language";
import { wordsOf } from "@/lib/query/language";

/** A question to the ledger for reading: "Live, pages, “nora”". What is asked for by its id is not named. */
export function linkQuestionInWords({ q, sort }: { q: string; sort: string }): string {
  const parts = parseQuery(q);
  const filters = parts.flatMap((part) => {
    if (part.kind === "unread") return [part.text];
    if (part.kind === "word") return [];
    const words = filterWords(part);
    return [part.not ? `not: ${words}` : words];
  });
  const words = wordsOf(parts);
  const all = [...filters, words && `“${words}”`, sortWords[sort]];
  const text = all
    .filter((part) => typeof part === "string" && part !== "")
    .map((part, at) => (at === 0 ? part : lowered(String(part))))
    .join(", ");
  return text ? String(text.charAt(0).toUpperCase() + text.slice(1)) : "Every link";
}

const sortWords: Record<string, string> = { ends: "what ends next first", recipient: "by recipient" };

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
