import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { readAccount } from "@/lib/exposure/account";
import { Prisma } from "@/lib/generated/prisma/client";
import { conditionOf } from "@/lib/images/conditions";
import { countStatement } from "@/lib/images/count";
import { encodeCursor } from "@/lib/images/cursor";
import { pageStatement, placeOf } from "@/lib/images/list";
import { parseQuery } from "@/lib/images/query-language";
import { imageSorts } from "@/lib/images/schema";
import { hashStatement } from "@/lib/images/twins";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const rows = 24_000;
const slice = 3_000;
let editor: Actor;

/** Skewed as a library is: one word in ten names, one in two of them all, a tenth public, few rare things. */
beforeAll(async () => {
  editor = await world.actor("editor");
  const size = { fit: "cover", width: 9, height: 9, metadata: "none" };
  await db().variant.create({ data: { id: "hero", ...size, alwaysPublic: false, checkedAt: new Date() } });
  for (let from = 1; from <= rows; from += slice)
    await db().$executeRaw`
    INSERT INTO "Image" ("id", "uploadKey", "cloudflareId", "state", "requireSignedUrls", "name", "fileName", "altText", "tags",
      "searchText", "sortName", "mimeType", "bytes", "width", "height", "hasLocation", "checkedAt", "createdAt",
      "lastSharedAt", "uploadedById", "probe", "sha256")
    SELECT gen_random_uuid(), 'k' || n,
      CASE WHEN n % 4000 = 0 THEN 'shop/' || n ELSE md5(n::text)::uuid::text END, (CASE WHEN n % 400 = 0 THEN 'failed' ELSE 'ready' END)::"ImageState", n % 10 <> 0,
      'n', 'n', CASE WHEN n % 300 = 0 THEN '' ELSE 'alt' END,
      CASE WHEN n % 1000 = 0 THEN '{rare}' WHEN n % 3 = 0 THEN '{press}' ELSE '{}' END::text[],
      ' picture ' || n || CASE WHEN n % 10 = 0 THEN ' beach' ELSE '' END || ' ' || md5(n::text), ' picture ' || n,
      CASE WHEN n % 999 = 0 THEN 'image/gif' ELSE 'image/jpeg' END, n * 100, n % 4000, n % 3000, n % 500 = 0,
      now() - interval '1 minute', now() - (n || ' minutes')::interval,
      CASE WHEN n % 40 = 0 THEN now() - (n || ' hours')::interval END, ${editor.id}::uuid, 'refused'::"ProbeVerdict",
      sha256(convert_to((n / 2)::text, 'UTF8'))
    FROM generate_series(${from}::int, ${from + slice - 1}::int) n`;
  // What many statements wrote waits in a list beside the index until somebody tidies up.
  await db().$queryRaw`SELECT gin_clean_pending_list('"Image_words_trgm"'::regclass)::int AS "pages"`;
  await db().$executeRaw`ANALYZE "Image"`;
});

type Node = { "Node Type": string; "Relation Name"?: string; "Plan Rows": number; Plans?: Node[] };

/** Every whole reading of the images that a statement would do. */
async function scans(statement: Prisma.Sql): Promise<string[]> {
  const [row] = await db().$queryRaw<{ "QUERY PLAN": [{ Plan: Node }] }[]>(
    Prisma.sql`EXPLAIN (FORMAT JSON) ${statement}`,
  );
  const within = (node: Node): string[] => [
    ...(node["Node Type"].includes("Seq Scan") && node["Relation Name"] === "Image"
      ? [node["Node Type"]]
      : []),
    ...(node.Plans ?? []).flatMap(within),
  ];
  return row ? within(row["QUERY PLAN"][0].Plan) : ["no plan"];
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
  ...["is:custom-id", "is:vanished", "import:1", "import:1-changed"],
])("no whole reading of the images for: %s", async (q) => {
  const condition = await conditionFor(q);
  const now = world.clock.now;
  for (const sort of imageSorts)
    expect(await scans(pageStatement(condition, { sort, cursor: null, now })), sort).toEqual([]);
  expect(await scans(countStatement(condition, now, q.split(" ").length)), "count").toEqual([]);
});

it.each(imageSorts)("a page deep in the order by %s starts at its place", async (sort) => {
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
  const { sealed } = await countLibrary();
  expect(sealed + (await countImages()).open).toBeGreaterThan(rows * 0.9);
  await db().$executeRaw`SELECT pg_stat_force_next_flush()`;
  const after = await db().$queryRaw<{ reads: bigint }[]>`
    SELECT seq_scan AS reads FROM pg_stat_user_tables WHERE relname = 'Image'`;
  expect(after).toEqual(before);
});
