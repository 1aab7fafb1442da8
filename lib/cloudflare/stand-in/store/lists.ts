import type { Filter } from "../api/filters.ts";
import type { Database } from "./database.ts";
import type { FinishedRow } from "./images.ts";

export type ListQuery = {
  order: "asc" | "desc";
  limit: number;
  /** Position of the last row of the page before, or an offset for numbered pages. */
  after?: string;
  offset?: number;
  /** Empty: images without a creator. */
  creator?: string;
  filters?: Filter[];
};

const comparison = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/** A condition on `meta` as SQL; values and field names only ever travel as parameters. */
function condition(filter: Filter, value: (v: unknown) => string): string {
  const field = `meta #> ${value(filter.path)}::text[]`;
  const text = `meta #>> ${value(filter.path)}::text[]`;
  // CASE fixes the order: nothing is read as a number before it is known to be one.
  const asNumber = (rest: string) =>
    `CASE WHEN jsonb_typeof(${field}) = 'number' THEN (${text})::numeric ${rest} ELSE false END`;
  if ("than" in filter) return asNumber(`${comparison[filter.op]} ${value(filter.than)}::numeric`);
  const either = filter.values.flatMap(({ text: wanted, types }) =>
    types.map((type) =>
      type === "number"
        ? asNumber(`= ${value(wanted)}::numeric`)
        : `(jsonb_typeof(${field}) = '${type}' AND ${text} = ${value(wanted)})`,
    ),
  );
  return `(${either.join(" OR ")})`;
}

/** Reads pages of finished images; drafts never appear. */
export function imageLists({ pool }: Database) {
  return async (query: ListQuery): Promise<FinishedRow[]> => {
    const values: unknown[] = [];
    const value = (v: unknown) => `$${values.push(v)}`;
    const where = ["NOT draft"];
    if (query.after !== undefined)
      where.push(`position ${query.order === "asc" ? ">" : "<"} ${value(query.after)}`);
    if (query.creator !== undefined)
      where.push(query.creator === "" ? "creator IS NULL" : `creator = ${value(query.creator)}`);
    for (const filter of query.filters ?? []) where.push(condition(filter, value));
    const { rows } = await pool.query<FinishedRow>(
      `SELECT * FROM image WHERE ${where.join(" AND ")} ORDER BY position ${query.order}
       LIMIT ${value(query.limit)} OFFSET ${value(query.offset ?? 0)}`,
      values,
    );
    return rows;
  };
}
