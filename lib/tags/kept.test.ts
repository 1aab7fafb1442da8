import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { foldTagTally, readTagTally, tallyStatement } from "@/lib/tags/kept";
import { openWorld } from "@/lib/testing";

const world = openWorld();
beforeEach(async () => {
  await db().image.deleteMany();
});

const tags = fc.uniqueArray(fc.constantFrom("press", "autumn", "old cover", "é"), { maxLength: 3 });
const step = fc.oneof(
  fc.record({ do: fc.constant("add" as const), rows: fc.array(tags, { minLength: 1, maxLength: 4 }) }),
  fc.record({ do: fc.constant("tag" as const), which: fc.nat(4), tags }),
  fc.record({ do: fc.constant("trash" as const), which: fc.nat(4) }),
  fc.record({ do: fc.constant("restore" as const), which: fc.nat(4) }),
  fc.record({ do: fc.constant("delete" as const), which: fc.nat(4) }),
  fc.record({ do: fc.constant("fold" as const) }),
);

/** Every tag counted by looking at each image. */
async function recount() {
  const found = new Map<string, number>();
  for (const image of await db().image.findMany({ where: { trashedAt: null } }))
    for (const tag of image.tags) found.set(tag, (found.get(tag) ?? 0) + 1);
  return Object.fromEntries(found);
}

test("the kept counts of tags are those of the images, whatever was done to them", async () => {
  const { id: uploadedById } = await world.actor("editor");
  let made = 0;
  const row = (of: string[]) => ({
    ...{
      uploadKey: `key ${made++}`,
      state: "ready" as const,
      requireSignedUrls: true,
      name: "n",
      fileName: "n",
    },
    ...{ searchText: "", tags: of, uploadedById },
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      await db().image.deleteMany();
      for (const one of steps) {
        const ids = (await db().image.findMany({ select: { id: true } })).map(({ id }) => id);
        // Some of them at once: a statement over many images counts like one over each.
        const where = { id: { in: "which" in one ? ids.filter((_, at) => at % 5 >= one.which) : [] } };
        if (one.do === "add") await db().image.createMany({ data: one.rows.map(row) });
        if (one.do === "tag") await db().image.updateMany({ where, data: { tags: one.tags } });
        const at = world.clock.now;
        if (one.do === "trash") await db().image.updateMany({ where, data: { trashedAt: at, purgeAt: at } });
        const back = { trashedAt: null, purgeAt: null };
        if (one.do === "restore") await db().image.updateMany({ where, data: back });
        if (one.do === "delete") await db().image.deleteMany({ where });
        if (one.do === "fold") await foldTagTally();
      }
      const kept = await readTagTally({ limit: 100 });
      expect(Object.fromEntries(kept.map(({ tag, count }) => [tag, count]))).toEqual(await recount());
      expect(kept.map(({ count }) => count)).toEqual(kept.map(({ count }) => count).sort((a, b) => b - a));
    }),
    { numRuns: 40 },
  );
});

test("a reader folds what many statements left, and loses nothing", async () => {
  const { id: uploadedById } = await world.actor("editor");
  await db().$executeRaw`
    INSERT INTO "TagTally" ("tag", "count") SELECT 'gone', CASE WHEN n % 2 = 0 THEN 1 ELSE -1 END FROM generate_series(1, 5000) n`;
  await db().image.create({
    data: {
      ...{
        uploadKey: "kept",
        state: "ready",
        requireSignedUrls: true,
        name: "n",
        fileName: "n",
        searchText: "",
      },
      ...{ tags: ["press"], uploadedById },
    },
  });
  expect(await readTagTally({ limit: 100 })).toEqual([{ tag: "press", count: 1 }]);
  expect(await db().tagTally.count()).toBe(1);
  expect(await readTagTally({ limit: 100 })).toEqual([{ tag: "press", count: 1 }]);
});

test("tags are found by their letters, and the rarest can come first", async () => {
  await db().tagTally.deleteMany();
  const counts = { autumn: 5, "autum n": 1, "old cover": 3, "50%": 2, "50s": 2, gone: 0, été: 4 };
  await db().tagTally.createMany({ data: Object.entries(counts).map(([tag, count]) => ({ tag, count })) });
  const find = async (q: string, order: "most" | "least" = "most") =>
    (await readTagTally({ q, order, limit: 100 })).map(({ tag }) => tag);
  expect(await find("UTUM")).toEqual(["autumn", "autum n"]);
  expect(await find("utum", "least")).toEqual(["autum n", "autumn"]);
  expect(await find("co")).toEqual(["old cover"]);
  expect(await find("50%")).toEqual(["50%"]);
  expect(await find("n")).toEqual(["autum n"]);
  expect(await find("", "least")).toEqual(["autum n", "50%", "50s", "old cover", "été", "autumn"]);
  expect(await readTagTally({ limit: 2 })).toEqual([
    { tag: "autumn", count: 5 },
    { tag: "été", count: 4 },
  ]);
});

test("letters of a tag are looked up in its index", async () => {
  await db().$executeRaw`
    INSERT INTO "TagTally" ("tag", "count") SELECT md5(n::text), 1 FROM generate_series(1, 20000) n`;
  await db().$queryRaw`SELECT gin_clean_pending_list('"TagTally_tag_trgm"'::regclass)::int AS "pages"`;
  await db().$executeRaw`ANALYZE "TagTally"`;
  for (const q of ["abcd", "ab"]) {
    const plan = await db().$queryRaw(
      Prisma.sql`EXPLAIN (FORMAT JSON) ${tallyStatement({ q, order: "most", limit: 100 })}`,
    );
    expect(JSON.stringify(plan)).toContain("TagTally_tag_trgm");
    expect(JSON.stringify(plan)).not.toContain("Seq Scan");
  }
});
