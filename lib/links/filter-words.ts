import { formatCount, formatDay, formatList } from "@/lib/format";
import type { FilterKey } from "@/lib/links/query-filters";
import type { Filter } from "@/lib/links/query-language";
import { compared, uuid } from "@/lib/query/values";

// As in query-filters.ts: no schemas in what goes to the browser.

const statusWords: Record<string, string> = {
  ending: "Ending soon",
  waiting: "Not started",
  used: "Used up",
};
const unnamed: Partial<Record<FilterKey, string>> = {
  by: "one of us",
  to: "one recipient",
  image: "one image",
  key: "one key",
};

/** How a filter reads on a chip, without its negation: "For Clara", "Ends within 24 hours". `names`: what an id is called. */
export function filterWords(
  { key, value }: Pick<Filter, "key" | "value">,
  names: readonly string[] = [],
): string {
  const name = names.length > 0 ? formatList(names) : uuid.test(value) ? unnamed[key] : value;
  switch (key) {
    case "is":
      return value === "open" ? "Still opens" : "Asked for more time";
    case "status":
      return statusWords[value] ?? value.charAt(0).toUpperCase() + value.slice(1);
    case "mode":
      return value === "gated" ? "Pages" : "Direct";
    case "by":
      return `Issued by ${name}`;
    case "to":
      return `For ${name}`;
    case "image":
      return `Showing ${name}`;
    case "variant":
      return `In ${value}`;
    case "key":
      return `Signed with ${name}`;
    case "ends":
      return endWords(value);
  }
}

function endWords(value: string): string {
  const { sign } = compared(value);
  const date = /\d{4}-\d{2}-\d{2}$/.exec(value)?.[0];
  if (date) {
    const on = formatDay(new Date(`${date}T00:00:00Z`), { now: new Date(0), zone: "UTC" });
    return { "<": `Ends before ${on}`, ">": `Ends after ${on}` }[value.charAt(0)] ?? `Ends on ${on}`;
  }
  const number = Number(/\d+/.exec(value)?.[0]);
  const reach = formatCount(number, { h: "hour", d: "day", w: "week" }[value.slice(-1)]);
  return sign === "<" ? `Ends within ${reach}` : `Ends after ${reach}`;
}
