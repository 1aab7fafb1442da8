import { z } from "zod";
import { exposures } from "@/lib/exposure/schema";
import { parseQuery, withFilter } from "@/lib/images/query-language";
import { imageQuerySchema } from "@/lib/images/schema";

export const libraryParamsSchema = imageQuerySchema.extend({ view: z.enum(["grid", "table"]).catch("grid") });
export type LibraryParams = z.output<typeof libraryParamsSchema>;

type RawParams = Record<string, string | string[] | undefined>;

/** What older addresses, and a form without script, say in parameters of their own. */
const older = z.object({
  exposure: z.enum(exposures).or(z.literal("")).catch(""),
  tag: z.string().trim().max(40).catch(""),
  by: z.string().trim().max(120).catch(""),
});

/** Reads the address; of a repeated parameter the first counts, and nonsense falls back. */
export function parseLibraryParams(raw: RawParams): LibraryParams {
  const entries = Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  const first = Object.fromEntries(entries);
  const params = libraryParamsSchema.parse(first);
  const said = older.parse(first);
  for (const key of ["exposure", "tag", "by"] as const)
    if (said[key] !== "") params.q = withFilter(params.q, key, said[key]);
  return params;
}

/** Whether anything narrows the list, so that an empty one means "nothing matches". */
export function isFiltered(params: Pick<LibraryParams, "q">): boolean {
  return parseQuery(params.q).some(({ kind }) => kind !== "unread");
}

/** What is asked for, without how it is shown: what "all that match" means. */
export function questionOf({ view: _, cursor: __, sort: ___, ...question }: LibraryParams) {
  return question;
}
