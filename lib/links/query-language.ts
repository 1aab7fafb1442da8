import { type FilterKey, kinds } from "@/lib/links/query-filters";
import * as query from "@/lib/query/language";

export type Filter = query.Filter<FilterKey>;
export type Part = query.Part<FilterKey>;

export const { isFilterKey, parseQuery, withFilter, withoutPart, filterIn } = query.languageOf(kinds);

/** What the chips of the status choose: one status, what still opens, or nothing of both. */
export function withStanding(text: string, value: string): string {
  const filter = value === "open" ? "is:open" : value && `status:${value}`;
  const rest = parseQuery(text).filter((part) => !isStanding(part));
  return query.writeQuery([...rest, ...parseQuery(filter)]);
}

const isStanding = (part: Part) =>
  part.kind === "filter" &&
  !part.not &&
  (part.key === "status" || (part.key === "is" && part.value === "open"));

/** What of the chips is chosen: a status, `open`, or nothing; also nothing where several are asked for. */
export function standingIn(parts: readonly Part[]): string {
  const asked = query.filtersOf(parts).filter(isStanding);
  return asked.length === 1 ? (asked[0]?.value ?? "") : "";
}

/** The question for whoever reads it later or elsewhere: who `me` is, by id. */
export function withoutMe(text: string, actorId: string): string {
  return query.writeQuery(
    parseQuery(text).map((part) =>
      query.isFilter(part, "by") && part.value === "me" ? { ...part, value: actorId } : part,
    ),
  );
}
