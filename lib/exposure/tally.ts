import "server-only";
import { cache } from "react";
import { clock } from "@/lib/clock";
import { readAccount } from "@/lib/exposure/account";
import { type KeptGroup, readKept } from "@/lib/exposure/kept";
import { earliest, exposureOf, isFresh } from "@/lib/exposure/rules";
import type { AccountFacts, Exposure, ExposureColumns } from "@/lib/exposure/schema";
import type { Tally } from "@/lib/exposure/sentence";
import { publicAfterAll } from "@/lib/images/rules";
import { goneFailure } from "@/lib/sync/rules";

export type Count = Tally & {
  account: AccountFacts;
  now: Date;
  /** The oldest reading that the private images' answers rest on. */
  asOf: Date | null;
  stale: boolean;
  pending: number;
  /** Deletions that do not succeed, ready images that Cloudflare no longer has. */
  stuck: number;
  missing: number;
  /** Among the open: asked for as private, held by Cloudflare as public. */
  unwanted: number;
  /** In the trash, yet readable by anyone: made public by other means. */
  trashedOpen: number;
  /** Counted as unknown only until their deletion is confirmed. */
  leaving: number;
};

const readTally = cache(async () => {
  const now = clock.now();
  return { now, kept: await readKept(now) };
});

/** The kept tally, each group with its exposure. */
const withExposure = (kept: KeptGroup[], account: AccountFacts, now: Date) =>
  kept.map((row) => ({ ...row, exposure: exposureOf(columnsOf(row, now), account, now).exposure }));

/** How many images the library lists, by exposure: everything that is not in the trash. */
export async function countLibrary(account: AccountFacts): Promise<Record<Exposure, number>> {
  const { now, kept } = await readTally();
  const listed = kept.filter(({ trashed }) => !trashed);
  return countBy(withExposure(listed, account, now));
}

/** Counts every image by the same rule that answers for one, from the kept tally. Once a request, whoever asks. */
export const countImages = cache(async (): Promise<Count> => {
  const [account, { now, kept }] = await Promise.all([readAccount(), readTally()]);
  const groups = withExposure(kept, account, now);
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
    stuck: count(({ stuck }) => stuck),
    missing: count(({ failure }) => failure === goneFailure),
    unwanted: count(({ failure, requireSignedUrls }) => failure === publicAfterAll && !requireSignedUrls),
    trashed: count(({ state, trashed }) => state === "ready" && trashed),
    trashedOpen: count(
      ({ state, trashed, requireSignedUrls, probe }) =>
        state === "ready" && trashed && (!requireSignedUrls || probe === "served"),
    ),
  };
});

function countBy(groups: { exposure: Exposure; count: number }[]): Record<Exposure, number> {
  const counts = { sealed: 0, exposed: 0, open: 0, pending: 0, unknown: 0 };
  for (const { exposure, count } of groups) counts[exposure] += count;
  return counts;
}

const total = (numbers: number[]) => numbers.reduce((sum, n) => sum + n, 0);

const columnsOf = (
  { state, requireSignedUrls, probe, changing, oldest }: KeptGroup,
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
