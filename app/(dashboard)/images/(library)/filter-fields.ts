import { filterWords } from "@/lib/images/filter-words";
import { flags, formats, stateGroups } from "@/lib/images/query-filters";
import { type Filter, type Part, parseQuery } from "@/lib/images/query-language";
import { quoteValue, writeQuery } from "@/lib/query/language";

export type FilterField = {
  id: string;
  label: string;
  hint?: string;
  /** A list to choose from, a day, a number; names come from the page. */
  kind: "choice" | "names" | "day" | "number";
  options?: readonly { value: string; label: string }[];
  /** The field's value where a filter says it; null where it says something else. */
  read: (filter: Filter) => string | null;
  /** The filter as one would type it. */
  write: (value: string) => string;
};

/** One of an operator's values, in the words of its chip. */
function choice(key: Filter["key"], label: string, values: readonly string[]): FilterField {
  const options = values.map((value) => ({ value, label: filterWords(key, value) }));
  const read = (filter: Filter) =>
    filter.key === key && !filter.not && values.includes(filter.value) ? filter.value : null;
  return { id: key, label, kind: "choice", options, read, write: (value) => `${key}:${value}` };
}

/** Whether an image has something. */
const having = (what: string, label: string): FilterField => ({
  id: `has-${what}`,
  label,
  kind: "choice",
  options: [
    { value: "yes", label: "With" },
    { value: "no", label: "Without" },
  ],
  read: ({ key, value, not }) => (key === "has" && value === what ? (not ? "no" : "yes") : null),
  write: (value) => `${value === "no" ? "-" : ""}has:${what}`,
});

/** A measure with its sign and unit, or a day. */
const measured = (
  field: Pick<FilterField, "id" | "label" | "kind" | "hint">,
  key: Filter["key"],
  [sign, unit]: [string, string],
): FilterField => ({
  ...field,
  read: ({ key: asked, value }) =>
    asked === key && value.startsWith(sign) && value.endsWith(unit) && isPlain(value.slice(sign.length), unit)
      ? value.slice(sign.length, value.length - unit.length)
      : null,
  write: (value) => `${key}:${sign}${value}${unit}`,
});
const isPlain = (rest: string, unit: string) =>
  /^\d{4}-\d{2}-\d{2}$|^[\d.]+$/.test(rest.slice(0, rest.length - unit.length));

const named = (key: "collection" | "by", label: string): FilterField => ({
  id: key,
  label,
  kind: "names",
  read: (filter) => (filter.key === key && !filter.not ? filter.value : null),
  write: (value) => `${key}:${quoteValue(value)}`,
});

/** What can be asked for with a click, in the order of the form. The exposure and the tag stand beside it. */
export const filterFields: readonly FilterField[] = [
  choice("is", "Privacy", flags),
  choice("state", "Status", stateGroups),
  named("collection", "Collection"),
  named("by", "Uploaded by"),
  choice("format", "Format", formats),
  having("alt", "Alt text"),
  having("gps", "Location in the file"),
  having("links", "Live links"),
  measured({ id: "ends", label: "A link ends before", kind: "day", hint: "UTC" }, "ends", ["<", ""]),
  choice("under", "Embargo", ["embargo"]),
  measured({ id: "after", label: "Added on or after", kind: "day", hint: "UTC" }, "after", ["", ""]),
  measured({ id: "before", label: "Added before", kind: "day", hint: "UTC" }, "before", ["", ""]),
  measured({ id: "size-over", label: "Larger than", kind: "number", hint: "MB" }, "size", [">", "mb"]),
  measured({ id: "size-under", label: "Smaller than", kind: "number", hint: "MB" }, "size", ["<", "mb"]),
  measured({ id: "width", label: "Wider than", kind: "number", hint: "pixels" }, "width", [">", ""]),
  measured({ id: "height", label: "Taller than", kind: "number", hint: "pixels" }, "height", [">", ""]),
];

/** What a select stands at while the question says more than one thing for it. No name is a space. */
export const several = " ";

const saidFor = ({ read }: FilterField, parts: readonly Part[]): { part: Part; value: string }[] =>
  parts.flatMap((part) => {
    const value = part.kind === "filter" ? read(part) : null;
    return value ? [{ part, value }] : [];
  });

const isSelect = ({ kind }: FilterField) => kind === "choice" || kind === "names";

/** What a question says of each field; nothing where it says nothing, `several` for a select that it says more for. */
export function readFields(text: string): Record<string, string> {
  const parts = parseQuery(text);
  return Object.fromEntries(
    filterFields.flatMap((field) => {
      const [first, ...more] = saidFor(field, parts);
      if (!first) return [];
      return [[field.id, isSelect(field) && more.length > 0 ? several : first.value]];
    }),
  );
}

/** All that a question says for one field, in the words of its options. */
export function wordsOfAll(text: string, id: string): string {
  const field = filterFields.find((known) => known.id === id);
  const said = field ? saidFor(field, parseQuery(text)) : [];
  const wordsOf = (value: string) => field?.options?.find((option) => option.value === value)?.label ?? value;
  return said.map(({ value }) => wordsOf(value)).join(", ");
}

/**
 * The question with the fields as chosen. What was left as it is, and what the form has no field for, stays as and where
 * it was written. A select stands for all that is said for it, a measure for the first.
 */
export function writeFields(text: string, chosen: Readonly<Record<string, string>>): string {
  const parts = parseQuery(text);
  const shown = readFields(text);
  const put = new Map<Part, Part[]>();
  const added: Part[] = [];
  for (const field of filterFields) {
    const value = chosen[field.id] ?? "";
    if (value === (shown[field.id] ?? "")) continue;
    const [first, ...more] = saidFor(field, parts);
    const written = value.trim() === "" ? [] : parseQuery(field.write(value.trim()));
    if (first) put.set(first.part, written);
    else added.push(...written);
    if (isSelect(field)) for (const { part } of more) put.set(part, []);
  }
  return writeQuery([...parts.flatMap((part) => put.get(part) ?? [part]), ...added]);
}
