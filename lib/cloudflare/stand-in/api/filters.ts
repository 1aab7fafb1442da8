import { Refusal } from "../replies.ts";

/** One condition on metadata; all of a list must hold. */
export type Filter = {
  path: string[];
} & (
  | { op: "eq" | "in"; values: { text: string; types: ("string" | "number" | "boolean")[] }[] }
  | { op: "gt" | "gte" | "lt" | "lte"; than: string }
);

const most = { filters: 5, levels: 5, values: 10, name: 100 };
const bad = (message: string) => new Refusal(400, 5400, `Bad request: ${message}`);
const number = /^-?(?:0|[1-9]\d{0,29})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?$/;

/** Whether a parameter means to be a metadata filter. */
export const isFilter = (name: string) => /^meta(?:\.|\[|$)/.test(name);

/** `meta.<path>[<op>]=value` parameters; whatever cannot be understood is refused, never left out. */
export function parseFilters(params: URLSearchParams): Filter[] {
  const given = [...params].filter(([name]) => isFilter(name));
  if (given.length > most.filters) throw bad(`at most ${most.filters} metadata filters`);
  return given.map(([name, value]) => {
    const [, dotted = "", op = "", type] =
      /^meta\.([^[\]]+)\[(eq|in|gte|gt|lte|lt)(?::(string|number|boolean))?\]$/.exec(name) ?? [];
    const path = dotted.split(".");
    if (!op) throw bad(`unsupported metadata filter ${name.slice(0, 100)}`);
    if (path.length > most.levels) throw bad(`metadata filters reach at most ${most.levels} levels deep`);
    if (!path.every((part) => /^\w{1,100}$/.test(part)))
      throw bad(`unsupported metadata field ${dotted.slice(0, 100)}`);
    if (value.includes("\0")) throw bad("a metadata filter must be valid UTF-8");
    if (op === "eq") return { path, op, values: [typed(value, type)] };
    if (op === "in") {
      const values = value.split("|");
      if (type === "boolean") throw bad("in takes strings or numbers");
      if (values.length > most.values) throw bad(`in takes at most ${most.values} values`);
      return { path, op, values: values.map((item) => typed(item, type)) };
    }
    if ((type !== undefined && type !== "number") || !number.test(value))
      throw bad(`${op} compares numbers only`);
    return { path, op: op as "gt" | "gte" | "lt" | "lte", than: value };
  });
}

/** Without a type, a value is looked for as text and, where it reads as one, as number or boolean too. */
function typed(text: string, type: string | undefined) {
  const isNumber = number.test(text);
  const isBoolean = text === "true" || text === "false";
  if (type === "number" && !isNumber) throw bad("a metadata filter is no number");
  if (type === "boolean" && !isBoolean) throw bad("a metadata filter is neither true nor false");
  const types = (["string", "number", "boolean"] as const).filter((one) =>
    type ? one === type : one === "string" || (one === "number" ? isNumber : isBoolean),
  );
  return { text, types };
}
