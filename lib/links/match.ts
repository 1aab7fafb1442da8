import "server-only";
import type { Prisma } from "@/lib/generated/prisma/client";
import { searchPattern } from "@/lib/images/search";
import type { LinkMatch } from "@/lib/links/changes-schema";
import { type KnownVariants, liveWhere, statusWhere } from "@/lib/links/filter";
import { readIssuers, readNamed } from "@/lib/links/named";
import { type FilterKey, linkModes, linkStatuses } from "@/lib/links/query-filters";
import { type Filter, type Part, parseQuery } from "@/lib/links/query-language";
import { readVariants } from "@/lib/links/rows";
import type { LinkStatus, Named } from "@/lib/links/schema";
import { readSuspects, type Suspicious, suspicious } from "@/lib/links/suspects";
import { filtersOf, isUnderstood } from "@/lib/query/language";
import { compared } from "@/lib/query/values";
import { startOfDay } from "@/lib/zone";

type Where = Prisma.LinkWhereInput;

/** A question to the ledger as a condition; null when nothing can match, also where it was not understood. */
export async function matchWhere(match: LinkMatch, now: Date): Promise<Where | null> {
  return (await readQuestion(match, now, null)).where;
}

/** The same with whom and what its names mean; `actorId` is who `me` is. */
export async function readQuestion(
  { q, zone }: LinkMatch,
  now: Date,
  actorId: string | null,
): Promise<{ where: Where | null; named: Named[] }> {
  const parts = parseQuery(q);
  const words = parts.flatMap((part) => (part.kind === "word" ? [part.text] : []));
  const [named, issuers, variants] = await Promise.all([
    readNamed(parts, actorId),
    readIssuers(words),
    readVariants(),
  ]);
  if (!isUnderstood(parts) || named.some(({ more }) => more)) return { where: null, named };
  const statuses = statusesIn(parts);
  const suspects = isSuspicious(statuses) ? await readSuspects(statuses, variants, now) : null;
  return { where: conditionOf(parts, { now, zone, named, issuers, variants, suspects }), named };
}

type Asking = {
  now: Date;
  zone: string;
  named: Named[];
  issuers: ReadonlyMap<string, string[]>;
  variants: KnownVariants;
  /** The only links that can have the statuses asked for, where that is known. */
  suspects: string[] | null;
};

const isSuspicious = (statuses: LinkStatus[] | null): statuses is Suspicious[] =>
  statuses !== null &&
  statuses.length > 0 &&
  statuses.every((one) => suspicious.some((rare) => rare === one));

const filtersUnder = (parts: readonly Part[], key: FilterKey, not = false) =>
  filtersOf(parts).filter((one) => one.key === key && one.not === not);

const statusesIn = (parts: readonly Part[]) =>
  chosen(linkStatuses, filtersUnder(parts, "status"), filtersUnder(parts, "status", true));

function conditionOf(parts: readonly Part[], asking: Asking): Where | null {
  const of = (key: FilterKey, not = false) => filtersUnder(parts, key, not);
  const statuses = statusesIn(parts);
  const modes = chosen(linkModes, of("mode"), of("mode", true));
  if (statuses?.length === 0 || modes?.length === 0) return null;
  const { now, variants, suspects } = asking;
  const among = suspects ?? undefined;
  const ids = (some: Filter[]) => some.flatMap((filter) => idsOf(filter, asking));
  // A link is live on a key by what of it needs that key.
  const onKey = of("key").length > 0 ? { keyId: { in: ids(of("key")) } } : {};
  const marked = ({ value }: Filter): Where =>
    value === "open"
      ? liveWhere(variants, now, onKey)
      : { revokedAt: null, requests: { some: { answeredAt: null } } };
  const shows = (filter: Filter) => ({ imageId: { in: idsOf(filter, asking) } });
  return {
    AND: [
      ...parts.flatMap((part) => (part.kind === "word" ? [wordWhere(part, asking)] : [])),
      suspects ? { id: { in: suspects } } : {},
      statuses ? { OR: statuses.map((status) => statusWhere(status, variants, now, among)) } : {},
      modes ? { mode: { in: [...modes] } } : {},
      of("by").length > 0 ? { issuedById: { in: ids(of("by")) } } : {},
      { NOT: { issuedById: { in: ids(of("by", true)) } } },
      of("to").length > 0 ? { contactId: { in: ids(of("to")) } } : {},
      of("to", true).length > 0
        ? { OR: [{ contactId: null }, { contactId: { notIn: ids(of("to", true)) } }] }
        : {},
      ...of("is").map(marked),
      ...of("is", true).map((filter) => ({ NOT: marked(filter) })),
      of("key").length > 0 ? { items: { some: onKey } } : {},
      ...of("key", true).map((filter) => ({ items: { none: { keyId: { in: idsOf(filter, asking) } } } })),
      ...of("image").map((filter) => ({ items: { some: shows(filter) } })),
      ...of("image", true).map((filter) => ({ items: { none: shows(filter) } })),
      ...of("variant").map(({ value }) => ({ items: { some: { variantId: value } } })),
      ...of("variant", true).map(({ value }) => ({ items: { none: { variantId: value } } })),
      ...of("ends").map(({ value }) => ({ endsAt: endWhere(value, asking) })),
    ],
  };
}

/** Of what a link has exactly one: any of those asked for will do. Null where nothing is said of it. */
function chosen<T extends string>(all: readonly T[], asked: Filter[], excluded: Filter[]): T[] | null {
  if (asked.length + excluded.length === 0) return null;
  const among = (filters: Filter[], value: T) => filters.some((filter) => filter.value === value);
  return all.filter((value) => (asked.length === 0 || among(asked, value)) && !among(excluded, value));
}

const idsOf = ({ key, value }: Filter, { named }: Asking): string[] =>
  named.find((one) => one.key === key && one.asked === value)?.ids ?? [];

/** Found in what is kept of the link for searching, or in the name of who issued it. */
function wordWhere({ text, not }: { text: string; not: boolean }, { issuers }: Asking): Where {
  const found: Where[] = [{ searchText: { contains: searchPattern(text) } }];
  const ids = issuers.get(text) ?? [];
  if (ids.length > 0) found.push({ issuedById: { in: ids } });
  return not ? { NOT: { OR: found } } : { OR: found };
}

function endWhere(value: string, { now, zone }: Asking): Prisma.DateTimeFilter {
  const day = /\d{4}-\d{2}-\d{2}$/.exec(value)?.[0];
  const sign = value.charAt(0);
  if (day) {
    if (sign === "<") return { lt: startOfDay(day, zone) };
    const over = startOfDay(day, zone, 1);
    return sign === ">" ? { gte: over } : { gte: startOfDay(day, zone), lt: over };
  }
  const then = new Date(now.getTime() + compared(value).amount);
  // What has ended is no answer to what ends within a day.
  return sign === "<" ? { gt: now, lte: then } : { gt: then };
}
