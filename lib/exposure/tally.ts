import "server-only";
import { cache } from "react";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { exposureOf, freshSince, isFresh } from "@/lib/exposure/rules";
import type { AccountFacts, ExposureColumns } from "@/lib/exposure/schema";
import type { Tally } from "@/lib/exposure/sentence";
import { publicAfterAll } from "@/lib/images/rules";
import { goneFailure } from "@/lib/sync/rules";

/** How long an upload may take before it asks for attention. */
const patience = 10 * 60_000;
/** Tries after which a deletion counts as stuck. */
const stuckAfter = 2;

type Group = Pick<ExposureColumns, "state" | "requireSignedUrls" | "probe"> & {
  changing: boolean;
  oldest: Date | null;
  count: number;
  late: number;
  stuck: number;
  missing: number;
  unwanted: number;
  trashed: number;
  trashedOpen: number;
};

/** One grouped pass over the images: rows that the rule cannot tell apart are counted together. */
function readGroups(now: Date): Promise<Group[]> {
  const since = freshSince(now).toISOString();
  const patient = new Date(now.getTime() - patience).toISOString();
  return db().$queryRaw<Group[]>`
    SELECT "state", "requireSignedUrls", "probe",
      "privacyPendingAt" IS NOT NULL AS "changing",
      min("checkedAt") AS "oldest",
      count(*)::int AS "count",
      (count(*) FILTER (WHERE "state" IN ('requested', 'pending', 'received')
        AND "createdAt" < ${patient}::timestamptz))::int AS "late",
      (count(*) FILTER (WHERE "state" = 'deleting' AND "attempts" >= ${stuckAfter}))::int AS "stuck",
      (count(*) FILTER (WHERE "state" = 'ready' AND "failure" = ${goneFailure}))::int AS "missing",
      (count(*) FILTER (WHERE "state" = 'ready' AND "failure" = ${publicAfterAll}
        AND NOT "requireSignedUrls"))::int AS "unwanted",
      (count(*) FILTER (WHERE "state" = 'ready' AND "trashedAt" IS NOT NULL))::int AS "trashed",
      (count(*) FILTER (WHERE "state" = 'ready' AND "trashedAt" IS NOT NULL
        AND (NOT "requireSignedUrls" OR "probe" = 'served')))::int AS "trashedOpen"
    FROM "Image"
    GROUP BY 1, 2, 3, 4, "checkedAt" IS NULL, "checkedAt" < ${since}::timestamptz`;
}

/** What the account adds: the always-public variants and when each thing was last read. */
export const readAccount = cache(async (): Promise<AccountFacts> => {
  const [variants, installation] = await Promise.all([
    db().variant.findMany({
      select: { id: true, alwaysPublic: true, checkedAt: true },
      orderBy: { id: "asc" },
    }),
    db().installation.findUnique({ where: { id: 1 }, select: { syncedAt: true } }),
  ]);
  return {
    alwaysPublic: variants.filter(({ alwaysPublic }) => alwaysPublic).map(({ id }) => id),
    // Rows held for a while carry a time ahead; nothing was ever heard later than now.
    variantsCheckedAt:
      variants.length > 0 ? earliest([clock.now(), ...variants.map(({ checkedAt }) => checkedAt)]) : null,
    syncedAt: installation?.syncedAt ?? null,
  };
});

export type Count = Tally & {
  account: AccountFacts;
  now: Date;
  /** The oldest reading that the private images' answers rest on. */
  asOf: Date | null;
  stale: boolean;
  pending: number;
  /** Uploads that take long, deletions that do not succeed, ready images that Cloudflare no longer has. */
  late: number;
  stuck: number;
  missing: number;
  /** Among the open: asked for as private, held by Cloudflare as public. */
  unwanted: number;
  /** In the trash, yet readable by anyone: made public by other means. */
  trashedOpen: number;
  /** Counted as unknown only until their deletion is confirmed. */
  leaving: number;
};

/** Counts every image by the same rule that answers for one. Once a request, whoever asks. */
export const countImages = cache(async (): Promise<Count> => {
  const now = clock.now();
  const [account, rows] = await Promise.all([readAccount(), readGroups(now)]);
  const groups = rows.map((row) => ({
    ...row,
    exposure: exposureOf(columnsOf(row, now), account, now).exposure,
  }));
  type Counted = (typeof groups)[number];
  const count = (is: (group: Counted) => boolean) => total(groups.filter(is).map((group) => group.count));
  const settled = groups.filter((group) => group.requireSignedUrls && group.exposure !== "pending");
  const readings = [account.variantsCheckedAt, ...settled.map(({ oldest }) => oldest)];
  const asOf = readings.includes(null) ? null : earliest(readings);
  return {
    account,
    now,
    asOf,
    stale: !isFresh(asOf, now),
    sealed: count(({ exposure }) => exposure === "sealed"),
    exposed: count(({ exposure }) => exposure === "exposed"),
    unknown: count(({ exposure }) => exposure === "unknown"),
    served: count(({ exposure, requireSignedUrls }) => exposure === "open" && requireSignedUrls),
    open: count(({ exposure, requireSignedUrls }) => exposure === "open" && !requireSignedUrls),
    pending: count(({ exposure }) => exposure === "pending"),
    unfinished: count(
      ({ state, exposure }) => state !== "failed" && state !== "deleting" && exposure === "pending",
    ),
    failed: count(({ state }) => state === "failed"),
    deleting: count(({ state }) => state === "deleting"),
    leaving: count(({ state, exposure }) => state === "deleting" && exposure === "unknown"),
    late: total(groups.map(({ late }) => late)),
    stuck: total(groups.map(({ stuck }) => stuck)),
    missing: total(groups.map(({ missing }) => missing)),
    unwanted: total(groups.map(({ unwanted }) => unwanted)),
    trashed: total(groups.map(({ trashed }) => trashed)),
    trashedOpen: total(groups.map(({ trashedOpen }) => trashedOpen)),
  };
});

const total = (numbers: number[]) => numbers.reduce((sum, n) => sum + n, 0);

const columnsOf = (
  { state, requireSignedUrls, probe, changing, oldest }: Group,
  now: Date,
): ExposureColumns => ({
  state,
  cloudflareId: null,
  requireSignedUrls,
  probe,
  privacyPendingAt: changing ? now : null,
  checkedAt: oldest,
  probedAt: null,
});

function earliest(dates: (Date | null)[]): Date | null {
  const known = dates.filter((date) => date !== null);
  return known.length > 0 ? new Date(Math.min(...known.map((date) => date.getTime()))) : null;
}
