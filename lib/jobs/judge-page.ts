import "server-only";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { callsOf, sealsFirst } from "@/lib/jobs/calls";
import type { Candidates, Key } from "@/lib/jobs/candidates";
import { type Act, type Exception, exceptions, type RightsField, rightsFields } from "@/lib/jobs/schema";
import { changedFields, verdictOf } from "@/lib/jobs/verdict";
import { openingLinks } from "@/lib/trash/opening-links";

const { sql } = Prisma;
const shownOfEach = 5;

/** The images of a page with the same verdict: null for those that change. */
export type Group = {
  why: Exception | null;
  count: number;
  /** The first of them: ids of those that change, names of those that do not. */
  shown: string[];
  /** Two sums over a hash of each image with its verdict: the same images with the same verdicts have the same. */
  marks: [string, string];
  open: number;
  linked: number;
  links: number;
  unstored: number;
  /** Requests to Cloudflare's API, at most. */
  calls: number;
  fields: Record<RightsField, number>;
  /** Where the page ended. */
  last: Key | null;
};

type Page = {
  act: Act;
  now: Date;
  candidates: Candidates;
  after: Key | null;
  jobId: string | null;
  from: number;
};

/** Judges a page of candidates, adds up the verdicts, and writes them down as items if there is a job. */
export function judgePage(tx: Tx, { act, now, candidates, after, jobId, from }: Page): Promise<Group[]> {
  const links = touchesAccess(act)
    ? openingLinks(sql`ANY(SELECT "imageId" FROM candidate)`, now)
    : sql`SELECT NULL::uuid AS "imageId", 0 AS links WHERE FALSE`;
  const fields = Object.entries(changedFields(act)).map(
    ([field, changed]) => sql`(${changed}) AS ${Prisma.raw(`"${field} changes"`)}`,
  );
  return tx.$queryRaw<Group[]>`
    WITH candidate AS MATERIALIZED (${candidates.page(after)}),
    opening AS (${links}),
    seen AS (
      SELECT image."at", image."imageId", image."wanted", coalesce(image."name", '') AS "name", image."state",
        coalesce(image."state" = 'ready' AND NOT image."requireSignedUrls", FALSE) AS "public",
        ${sealsFirst} AS "seals",
        coalesce(opening.links, 0) AS "links", ${verdictOf(act, now)} AS "why", ${Prisma.join(fields)}
      FROM candidate image LEFT JOIN opening ON opening."imageId" = image."imageId"
    ),
    fated AS (
      SELECT *, ${forGoodIf(act)} AS "forGood", row_number() OVER (PARTITION BY "why" ORDER BY "at") AS "rank" FROM seen
    ),
    judged AS (SELECT *, ${agreedIf(act)} AS "agreed" FROM fated)
    ${jobId ? writing(jobId, { now, from }) : Prisma.empty}
    SELECT "why", count(*)::int AS "count",
      coalesce(array_agg(CASE WHEN "why" IS NULL THEN "imageId"::text ELSE "name" END ORDER BY "at")
        FILTER (WHERE "rank" <= ${shownOfEach} AND ("why" IS NULL OR "name" <> '')), '{}') AS "shown",
      ARRAY[sum(${mark(0)})::text, sum(${mark(1)})::text] AS "marks",
      (count(*) FILTER (WHERE "public" AND ${kept}))::int AS "open",
      (count(*) FILTER (WHERE "links" > 0 AND ${kept}))::int AS "linked",
      coalesce(sum("links") FILTER (WHERE ${kept}), 0)::int AS "links",
      (count(*) FILTER (WHERE NOT (${kept})))::int AS "unstored",
      coalesce(sum(${callsOf(act, { seals: sql`"seals"`, agreed: sql`"agreed"` })}) FILTER (WHERE "why" IS NULL), 0)::int AS "calls",
      jsonb_build_object(${Prisma.join(rightsFields.map((field) => sql`${field}::text, count(*) FILTER (WHERE ${Prisma.raw(`"${field} changes"`)})`))}) AS "fields",
      (SELECT ${candidates.key} FROM candidate ORDER BY "at" DESC LIMIT 1) AS "last"
    FROM judged GROUP BY "why"`;
}

const kept = sql`"forGood" IS DISTINCT FROM 'unstored'`;
const mark = (seed: number) =>
  sql`hashtextextended("imageId"::text || ' ' || coalesce("why", 'go') || ' ' || coalesce("forGood", ''), ${seed}::bigint)`;

const touchesAccess = ({ kind }: Act) =>
  kind === "trash" || kind === "purge" || kind === "make-public" || kind === "make-private";

/** What `whyForGood` answers; what can never be private is left alone by a job. */
const forGoodIf = ({ kind }: Act) =>
  kind === "trash"
    ? sql`CASE WHEN "why" IS NOT NULL THEN NULL WHEN "state" IN ('requested', 'pending', 'failed') THEN 'unstored'
        WHEN "links" > 0 THEN 'linked' END`
    : sql`NULL::text`;

/** With `keep` nothing was agreed about those that links open. */
const agreedIf = (act: Act) =>
  act.kind === "trash" && act.links === "keep" ? sql`nullif("forGood", 'linked')` : sql`"forGood"`;

function writing(jobId: string, { now, from }: Pick<Page, "now" | "from">): Prisma.Sql {
  return sql`, written AS (
    INSERT INTO "JobItem" ("jobId", "seq", "imageId", "imageName", "state", "reason", "dueAt", "forGood", "wanted")
    SELECT ${jobId}::uuid, ${from}::int + "at" - 1, "imageId", "name",
      (CASE WHEN "why" IS NULL THEN 'waiting' ELSE 'skipped' END)::"JobItemState",
      coalesce(${JSON.stringify(exceptions)}::jsonb->>"why", ''), ${now.toISOString()}::timestamptz, "agreed", "wanted"
    FROM judged ORDER BY "at")`;
}
