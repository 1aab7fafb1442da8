import { z } from "zod";
import { imageQuerySchema } from "@/lib/images/schema";

export const libraryParamsSchema = imageQuerySchema.extend({ view: z.enum(["grid", "table"]).catch("grid") });
export type LibraryParams = z.output<typeof libraryParamsSchema>;

type RawParams = Record<string, string | string[] | undefined>;

/** Reads the address; of a repeated parameter the first counts, and nonsense falls back. */
export function parseLibraryParams(raw: RawParams): LibraryParams {
  const first = Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  return libraryParamsSchema.parse(Object.fromEntries(first));
}

const defaults = parseLibraryParams({});

/** The address of the library with changes applied. A new question starts at its first page. */
export function libraryHref(params: Partial<LibraryParams>, changes: Partial<LibraryParams> = {}): string {
  const asksAnew = Object.keys(changes).some((key) => key !== "cursor" && key !== "view");
  const next = { ...defaults, ...params, ...(asksAnew && { cursor: undefined }), ...changes };
  const search = new URLSearchParams();
  for (const key of Object.keys(libraryParamsSchema.shape) as (keyof LibraryParams)[]) {
    const value = next[key];
    if (value !== undefined && value !== defaults[key]) search.set(key, value);
  }
  const text = search.toString();
  return text ? `/images?${text}` : "/images";
}

/** Whether anything narrows the list, so that an empty one means "nothing matches". */
export function isFiltered(params: LibraryParams): boolean {
  return params.q !== "" || params.tag !== "" || params.by !== "" || params.exposure !== "all";
}

/** What is asked for, without how it is shown: what "all that match" means. */
export function questionOf({ view: _, cursor: __, sort: ___, ...question }: LibraryParams) {
  return question;
}
