import { formatBytes, formatCount, formatDay } from "@/lib/format";
import type { FilterKey } from "@/lib/images/query-filters";
import { compared, uuid } from "@/lib/query/values";

// As in query-filters.ts: no schemas in what goes to the browser.

const than = { "<": "under", ">": "over", "=": "exactly" } as const;
const having = { alt: "alt text", tags: "tags", gps: "a location", links: "live links" } as const;

/** How a filter reads on a chip, without its negation: "Exposed", "Over 2 MB", "Ends within 24 hours". */
export function filterWords(key: FilterKey, value: string): string {
  const { sign, amount } = compared(value);
  const reach = () => {
    const number = Number(/\d+/.exec(value)?.[0]);
    return formatCount(number, { h: "hour", d: "day", w: "week" }[value.slice(-1)]);
  };
  switch (key) {
    case "is":
      if (value === "custom-id") return "Can never be private";
      return value.charAt(0).toUpperCase() + value.slice(1);
    case "import":
      return value.endsWith("-changed")
        ? `Changed, as import ${Number.parseInt(value, 10)} found`
        : `Brought in by import ${value}`;
    case "state":
      return value.charAt(0).toUpperCase() + value.slice(1);
    case "tag":
      return `Tag ${value}`;
    case "collection":
      return `In ${value}`;
    case "under":
      return "Under embargo";
    case "by":
      return uuid.test(value) ? "By somebody" : `By ${value}`;
    case "format":
      return value === "webp" ? "WebP" : value.toUpperCase();
    case "has":
      return `Has ${having[value as keyof typeof having]}`;
    case "ends":
      if (/-/.test(value)) return `Link ends ${sign === "<" ? "before" : "after"} ${dayIn(value.slice(1))}`;
      return sign === "<" ? `Link ends within ${reach()}` : `Link ends after ${reach()}`;
    case "shared":
      if (value === "never") return "Never shared";
      if (value === "ever") return "Shared";
      return sign === "<" ? `Shared within ${reach()}` : `Not shared for ${reach()}`;
    case "size":
      return `${sign === "<" ? "Under" : "Over"} ${formatBytes(amount)}`;
    case "width":
    case "height":
      return `${key === "width" ? "Width" : "Height"} ${than[sign]} ${formatCount(amount)}`;
    case "after":
    case "before":
      return `Added ${key} ${dayIn(value)}`;
  }
}

const dayIn = (day: string) => formatDay(new Date(`${day}T00:00:00Z`), { now: new Date(0), zone: "UTC" });
