import { exposureOf, freshSince } from "@/lib/exposure/rules";
import type { AccountFacts, Exposure, ExposureColumns } from "@/lib/exposure/schema";
import { Prisma } from "@/lib/generated/prisma/client";

/** Images that the rule cannot tell apart. */
export type ExposureGroup = Pick<ExposureColumns, "state" | "requireSignedUrls" | "probe"> & {
  changing: boolean;
  /** Null when never checked; otherwise whether the reading still counts. */
  fresh: boolean | null;
  count: number;
};

/** What `ExposureGroup` is selected and grouped by, for images named `image`. */
export const groupColumns = (
  now: Date,
) => Prisma.sql`image."state"::text AS "state", image."requireSignedUrls",
  image."probe"::text AS "probe", image."privacyPendingAt" IS NOT NULL AS "changing",
  image."checkedAt" >= ${freshSince(now).toISOString()}::timestamptz AS "fresh"`;

/** How many of each exposure. */
export function countExposures(
  groups: ExposureGroup[],
  account: AccountFacts,
  now: Date,
): Record<Exposure, number> {
  const counts = { sealed: 0, exposed: 0, open: 0, pending: 0, unknown: 0 };
  for (const group of groups) counts[exposureOfGroup(group, account, now)] += group.count;
  return counts;
}

function exposureOfGroup(group: ExposureGroup, account: AccountFacts, now: Date): Exposure {
  const { state, requireSignedUrls, probe, changing, fresh } = group;
  const columns: ExposureColumns = {
    state,
    cloudflareId: null,
    requireSignedUrls,
    probe,
    privacyPendingAt: changing ? now : null,
    checkedAt: fresh === null ? null : fresh ? now : new Date(0),
    probedAt: null,
  };
  return exposureOf(columns, account, now).exposure;
}
