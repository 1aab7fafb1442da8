import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { readAccount } from "@/lib/exposure/account";
import { Prisma } from "@/lib/generated/prisma/client";
import { type Asking, conditionOf } from "@/lib/images/conditions";
import { countCap, countFound, expectMatches } from "@/lib/images/count";
import { readPage, readWhole } from "@/lib/images/list";
import { listImages } from "@/lib/images/queries";
import { parseQuery } from "@/lib/images/query-language";
import { sampleImages } from "@/lib/images/sample";
import { imageQuerySchema, imageSorts } from "@/lib/images/schema";
import { seedSkewed } from "@/lib/images/skewed.testing";
import { currentKey } from "@/lib/keys/signing";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let editor: Actor;
let asking: Asking;
beforeAll(async () => {
  editor = await world.actor("editor");
  await seedSkewed(editor.id, (await currentKey()).id);
  asking = { account: await readAccount(), now: world.clock.now, actorId: editor.id, people: new Map() };
});

const conditionFor = (q: string) => conditionOf(parseQuery(q), asking) ?? Prisma.sql`FALSE`;
async function countAll(condition: Prisma.Sql): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM "Image" image WHERE ${condition}`;
  return row?.count ?? 0;
}

const questions = [
  ...["zebrafish", "qqxxzz", "tag:rare", "format:gif", "has:gps", "39", "ab picture", "width:>3990"],
  ...["beach", "picture", "-beach", "tag:press", "tag:press beach", "has:links", "ends:<24h", "size:<1mb"],
  ...["beach is:open", "picture is:open", "picture -is:sealed", "tag:rare is:sealed", "picture is:unknown"],
];

describe("counting", () => {
  it.each(questions)("is exact up to the cap and says more beyond: %s", async (q) => {
    const condition = conditionFor(q);
    const all = await countAll(condition);
    const counted = await countFound(parseQuery(q), asking, condition);
    expect(counted).toMatchObject({ total: Math.min(all, countCap), capped: all > countCap });
    const page = await listImages(editor, imageQuerySchema.parse({ q }));
    expect(page).toMatchObject({ total: counted.total, capped: counted.capped, about: counted.about });
    expect(page.byExposure).toEqual(counted.byExposure);
    if (counted.about === null) return;
    expect(counted.about).toBeGreaterThan(countCap);
    expect(Math.abs(counted.about - all) / all).toBeLessThan(0.4);
  });

  it("expects what words find together, and tells few from many", async () => {
    expect(await expectMatches(conditionFor("picture"))).toBeGreaterThan(10_000);
    expect(await expectMatches(conditionFor("zebrafish"))).toBeLessThan(100);
  });
});

describe("the first page", () => {
  it.each(["", "tag:rare", "beach", "has:links", "ends:<24h", "39"])(
    "is the same whether few are collected or many are met in order: %s",
    async (q) => {
      // In a collection's order one finds its members and nothing else.
      for (const sort of imageSorts.filter((one) => one !== "collection"))
        for (const collect of [true, false]) {
          const start = { sort, cursor: null, now: world.clock.now };
          const { page, groups } = await readWhole(conditionFor(q), start, { most: 30_000, collect });
          expect(page).toEqual(await readPage(conditionFor(q), start));
          const total = groups.reduce((sum, { count }) => sum + count, 0);
          expect(total).toBe(await countAll(conditionFor(q)));
        }
    },
  );
});

describe("a sample", () => {
  const sampled = async (condition: Prisma.Sql, cap: number) => {
    const [one] = await sampleImages([condition], cap);
    return { ...one, all: await countAll(condition) };
  };

  it.each([2, 3, 5, 7, 13, 21, 40, 100, 240, 300, 1000])(
    "is certain only of what is so: one in %i",
    async (share) => {
      const { certain, about, all } = await sampled(Prisma.sql`image."bytes" / 100 % ${share}::int = 0`, 100);
      if (certain) expect(all).toBeGreaterThan(100);
      if (all > 100 * 20) expect(certain).toBe(true);
      if (about) expect(Math.abs(about - all) / all).toBeLessThan(0.4);
    },
  );

  it("is not certain of what only lies together in a few places", async () => {
    const { certain, all } = await sampled(Prisma.sql`image."bytes" BETWEEN 1000000 AND 1009000`, 100);
    expect(all).toBeLessThan(100);
    expect(certain).toBe(false);
  });

  it("looks at several questions in the same places", async () => {
    const [one, other] = await sampleImages([conditionFor("beach"), conditionFor("-beach")], 100);
    expect([one?.certain, other?.certain]).toEqual([true, true]);
    expect(Math.abs((one?.about ?? 0) + (other?.about ?? 0) - 24_000)).toBeLessThan(2_400);
  });
});
