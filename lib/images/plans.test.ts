import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { readAccount } from "@/lib/exposure/account";
import { Prisma } from "@/lib/generated/prisma/client";
import { conditionOf } from "@/lib/images/conditions";
import { countCap, countStatement, expectMatches, isFew } from "@/lib/images/count";
import { encodeCursor } from "@/lib/images/cursor";
import { pageStatement, placeOf, wholeStatement } from "@/lib/images/list";
import { parseQuery } from "@/lib/images/query-language";
import { asksOfLinks, canSample, sampleStatement } from "@/lib/images/sample";
import { imageSorts } from "@/lib/images/schema";
import { rows, seedSkewed } from "@/lib/images/skewed.testing";
import { readingCondition } from "@/lib/images/turn";
import { hashStatement } from "@/lib/images/twins";
import { currentKey } from "@/lib/keys/signing";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let editor: Actor;

beforeAll(async () => {
  editor = await world.actor("editor");
  await seedSkewed(editor.id, (await currentKey()).id);
});

type Node = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; Plans?: Node[] };

async function nodesOf(statement: Prisma.Sql): Promise<Node[]> {
  const [row] = await db().$queryRaw<{ "QUERY PLAN": [{ Plan: Node }] }[]>(
    Prisma.sql`EXPLAIN (FORMAT JSON) ${statement}`,
  );
  const within = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(within)];
  return row ? within(row["QUERY PLAN"][0].Plan) : [];
}

/** Every whole reading of these tables that a statement would do. */
async function scans(statement: Prisma.Sql, tables = ["Image"]): Promise<string[]> {
  const nodes = await nodesOf(statement);
  if (nodes.length === 0) return ["no plan"];
  return nodes.flatMap((node) =>
    node["Node Type"].includes("Seq Scan") && tables.includes(node["Relation Name"] ?? "")
      ? [`${node["Node Type"]} of ${node["Relation Name"]}`]
      : [],
  );
}

async function conditionFor(q: string) {
  const asking = {
    account: await readAccount(),
    now: world.clock.now,
    actorId: editor.id,
    people: new Map(),
  };
  return conditionOf(parseQuery(q), asking) ?? Prisma.sql`FALSE`;
}

it.each([
  ...["", "beach", "beach picture", "zebrafish", "qqxxzz", "zz", "ab", "39999"],
  ...["is:sealed", "is:open", "is:unknown", "is:pending", "state:failed", "tag:press", "tag:rare", "by:me"],
  ...[
    "format:gif",
    "has:gps",
    "-has:alt",
    "has:links",
    "ends:<24h",
    "shared:<7d",
    "size:>3mb",
    "width:>3990",
  ],
  ...["beach is:open", "tag:press is:open format:jpeg", "after:2026-11-01"],
])("no whole reading of the images for: %s", async (q) => {
  const condition = await conditionFor(q);
  const now = world.clock.now;
  const parts = parseQuery(q);
  const few = isFew(await expectMatches(condition));
  for (const sort of imageSorts) {
    const start = { sort, cursor: null, now };
    expect(await scans(pageStatement(condition, start)), sort).toEqual([]);
    const whole = { most: countCap + 1, collect: asksOfLinks(parts) };
    if (few && q !== "") expect(await scans(wholeStatement(condition, start, whole)), sort).toEqual([]);
  }
  const words = parts.filter(({ kind }) => kind === "word").length;
  expect(await scans(countStatement(condition, now, !few && words <= 1)), "count").toEqual([]);
  if (canSample(parts)) expect(await scans(sampleStatement([condition, condition]))).toEqual([]);
});

it("links that end within a day lead to their images, and are not all read for it", async () => {
  const start = { sort: "newest", cursor: null, now: world.clock.now } as const;
  const statement = wholeStatement(await conditionFor("ends:<24h"), start, {
    most: countCap + 1,
    collect: true,
  });
  expect(await scans(statement, ["Image", "Link", "LinkItem"])).toEqual([]);
  expect((await nodesOf(statement)).map((node) => node["Index Name"])).toContain("Link_alive");
});

it("one exposure by name is read in that order, and not all names", async () => {
  const start = { sort: "name", cursor: null, now: world.clock.now } as const;
  const nodes = await nodesOf(pageStatement(await conditionFor("tag:press is:open"), start));
  expect(nodes.map((node) => node["Index Name"])).toContain("Image_standing_name");
});

it("a sample reads some pages of the images and no more", async () => {
  const nodes = await nodesOf(sampleStatement([await conditionFor("beach picture")]));
  const read = nodes.filter((node) => node["Relation Name"] === "Image").map((node) => node["Node Type"]);
  expect(read).toEqual(["Sample Scan"]);
});

it.each(imageSorts.filter((sort) => sort !== "collection"))(
  "a page deep in the order by %s starts at its place",
  async (sort) => {
    const value =
      { name: " picture 9", size: "2000000" }[sort as "name"] ?? new Date(Date.now() - 9e8).toISOString();
    for (const direction of ["after", "before"] as const) {
      const cursor = encodeCursor({ sort, direction, value, id: editor.id });
      const place = placeOf({ sort, cursor });
      expect(place).not.toBeNull();
      const statement = pageStatement(await conditionFor(""), { sort, cursor: place, now: world.clock.now });
      expect(await scans(statement)).toEqual([]);
      const plan = await db().$queryRaw<object[]>(Prisma.sql`EXPLAIN (FORMAT JSON) ${statement}`);
      // The place is where the index starts, not a filter over everything before it.
      expect(JSON.stringify(plan)).toMatch(/"Index Cond":"[^}]*ROW\(/);
    }
  },
);

it("a page deep in a collection starts at its place among the members", async () => {
  const { id } = await db().collection.create({
    data: { name: "Half", folded: "half", createdById: editor.id },
  });
  await db().$executeRaw`
    INSERT INTO "CollectionImage" ("collectionId", "imageId", "place")
    SELECT ${id}::uuid, "id", row_number() OVER (ORDER BY "sortName") FROM "Image" WHERE "width" % 2 = 0`;
  await db().$executeRaw`ANALYZE "CollectionImage"`;
  const start = { sort: "collection", collection: "Half", now: world.clock.now } as const;
  const asking = {
    account: await readAccount(),
    now: world.clock.now,
    actorId: editor.id,
    people: new Map(),
  };
  const reading = readingCondition(parseQuery("collection:half"), asking, start) ?? Prisma.sql`FALSE`;
  for (const value of [null, "9000.5"]) {
    const cursor = value ? encodeCursor({ ...start, direction: "after", value, id: editor.id }) : undefined;
    const place = placeOf({ sort: "collection", cursor });
    const statement = pageStatement(reading, { ...start, cursor: place });
    expect(await scans(statement, ["Image", "CollectionImage"])).toEqual([]);
    const plan = JSON.stringify(await nodesOf(statement));
    expect(plan).toContain("CollectionImage_collectionId_place_imageId_idx");
    if (place) expect(plan).toMatch(/"Index Cond":"[^}]*ROW\(/);
  }
});

it("looks for files that are here by their hashes' own index", async () => {
  const statement = hashStatement(["ab".repeat(32), "cd".repeat(32)]);
  expect(await scans(statement)).toEqual([]);
  const plan = await db().$queryRaw<object[]>(Prisma.sql`EXPLAIN (FORMAT JSON) ${statement}`);
  expect(JSON.stringify(plan)).toContain("Image_sha256_idx");
});

it("counts nothing by reading the images for the home screen and the library's total", async () => {
  const before = await db().$queryRaw<{ reads: bigint }[]>`
    SELECT seq_scan AS reads FROM pg_stat_user_tables WHERE relname = 'Image'`;
  const { countImages, countLibrary } = await import("@/lib/exposure/tally");
  const { sealed } = await countLibrary(await readAccount());
  expect(sealed + (await countImages()).open).toBeGreaterThan(rows * 0.9);
  await db().$executeRaw`SELECT pg_stat_force_next_flush()`;
  const after = await db().$queryRaw<{ reads: bigint }[]>`
    SELECT seq_scan AS reads FROM pg_stat_user_tables WHERE relname = 'Image'`;
  expect(after).toEqual(before);
});
