import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { openWorld } from "@/lib/testing";
import { fold, type KeptGroup, readKept } from "./kept";
import { freshSince } from "./rules";

const world = openWorld();
beforeEach(async () => {
  await db().image.deleteMany();
});

const base = new Date("2026-11-24T12:00:30Z");
// Seconds around the moment at which readings stop counting, so that minutes are cut in two.
const checked = fc.option(fc.integer({ min: -200, max: 200 }), { freq: 6 });
const columns = fc.record({
  state: fc.constantFrom("requested", "ready", "ready", "failed", "deleting"),
  requireSignedUrls: fc.boolean(),
  probe: fc.constantFrom(null, "refused", "served"),
  privacyPendingAt: fc.constantFrom(null, base),
  attempts: fc.nat(3),
  failure: fc.constantFrom(null, "gone"),
  checked,
} as const);
const step = fc.oneof(
  fc.record({ do: fc.constant("add" as const), rows: fc.array(columns, { minLength: 1, maxLength: 6 }) }),
  fc.record({ do: fc.constant("check" as const), which: fc.nat(4), checked }),
  fc.record({ do: fc.constant("flip" as const), which: fc.nat(4) }),
  fc.record({ do: fc.constant("trash" as const), which: fc.nat(4) }),
  fc.record({ do: fc.constant("delete" as const), which: fc.nat(4) }),
  fc.record({ do: fc.constant("fold" as const) }),
);

const timeOf = (seconds: number | null) =>
  seconds === null ? null : new Date(freshSince(base).getTime() + seconds * 1000);

/** Every image counted by looking at it. */
async function recount(now: Date) {
  const since = freshSince(now);
  const rows = await db().image.findMany();
  return sums(
    rows.map(
      ({ state, requireSignedUrls, probe, privacyPendingAt, attempts, trashedAt, failure, checkedAt }) => ({
        ...{ state, requireSignedUrls, probe },
        changing: privacyPendingAt !== null,
        stuck: state === "deleting" && attempts >= 2,
        trashed: trashedAt !== null,
        failure: state === "ready" ? failure : null,
        fresh: checkedAt && checkedAt >= since,
        count: 1,
      }),
    ),
  );
}
function sums(groups: { count: number }[]) {
  const found: Record<string, number> = {};
  for (const { count, ...rest } of groups) {
    const key = JSON.stringify(rest, Object.keys(rest).sort());
    found[key] = (found[key] ?? 0) + count;
  }
  return found;
}
const asCounted = (groups: KeptGroup[], now: Date) =>
  sums(
    groups.map(({ state, requireSignedUrls, probe, changing, stuck, trashed, failure, oldest, count }) => ({
      ...{ state, requireSignedUrls, probe, changing, stuck, trashed, failure },
      fresh: oldest && oldest >= freshSince(now),
      count,
    })),
  );

test("the kept tally is what a recount finds, after any statements", async () => {
  const { id: uploadedById } = await world.actor("editor");
  let key = 0;
  const add = (
    rows: Omit<
      Prisma.ImageCreateManyInput,
      "uploadKey" | "name" | "fileName" | "searchText" | "uploadedById"
    >[],
  ) =>
    db().image.createMany({
      data: rows.map((row) => ({
        ...row,
        uploadKey: `key-${key++}`,
        ...{ name: "n", fileName: "n", searchText: "n", uploadedById },
      })),
    });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.integer({ min: -90, max: 90 }),
      async (steps, later) => {
        await db().image.deleteMany();
        const now = new Date(base.getTime() + later * 1000);
        for (const what of steps) {
          const every = (which: number): Prisma.ImageWhereInput => ({ attempts: which % 4 });
          if (what.do === "add")
            await add(
              what.rows.map(({ checked: seconds, ...row }) => ({ ...row, checkedAt: timeOf(seconds) })),
            );
          if (what.do === "check")
            await db().image.updateMany({
              where: every(what.which),
              data: { checkedAt: timeOf(what.checked) },
            });
          if (what.do === "flip")
            await db().image.updateMany({
              where: every(what.which),
              data: { requireSignedUrls: false, probe: null },
            });
          if (what.do === "trash")
            await db().image.updateMany({
              where: { AND: [every(what.which), { state: { in: ["ready", "deleting"] } }] },
              data: { trashedAt: now, purgeAt: now },
            });
          if (what.do === "delete") await db().image.deleteMany({ where: every(what.which) });
          if (what.do === "fold") await fold();
          expect(asCounted(await readKept(now), now)).toEqual(await recount(now));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("many at once leave the right sum, and folding meanwhile loses nothing", async () => {
  const { id: uploadedById } = await world.actor("editor");
  await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const row = { uploadKey: `many-${n}`, name: "n", fileName: "n", searchText: "n", uploadedById };
      const { id } = await db().image.create({
        data: { ...row, state: "requested", requireSignedUrls: true },
      });
      await db().image.update({ where: { id }, data: { state: "failed" } });
      if (n % 4 === 0) await fold();
      if (n % 2 === 0) await db().image.delete({ where: { id } });
    }),
  );
  expect((await readKept(base)).map(({ state, count }) => [state, count])).toEqual([["failed", 20]]);
});
