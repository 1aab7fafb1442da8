import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { currentKey } from "@/lib/keys/signing";
import { listLinks } from "@/lib/links/queries";
import { readVariants } from "@/lib/links/rows";
import { linkQuerySchema } from "@/lib/links/schema";
import { suspectsStatement } from "@/lib/links/suspects";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const running = 9_000;
const slice = 3_000;
let editor: Actor;

beforeAll(async () => {
  editor = await world.actor("editor");
  const key = await currentKey();
  const gone = await db().signingKey.create({
    data: { name: "gone", fingerprint: "f".repeat(64), goneAt: new Date(), checkedAt: new Date() },
  });
  const shape = { fit: "cover", width: 9, height: 9, metadata: "none", checkedAt: new Date() };
  await db().variant.createMany({
    data: [
      { id: "hero", ...shape, alwaysPublic: false },
      { id: "thumb", ...shape, alwaysPublic: true },
    ],
  });
  for (let from = 1; from <= 2 * running; from += slice)
    await db().$executeRaw`
    INSERT INTO "Image" ("id", "uploadKey", "cloudflareId", "state", "requireSignedUrls", "name", "fileName", "searchText",
      "uploadedById", "checkedAt", "goneAt", "trashedAt", "purgeAt")
    SELECT gen_random_uuid(), 'k' || n, 'c' || n, 'ready', n % 5 <> 0 OR n <= ${running}, 'Picture ' || n, 'n', ' picture ' || n,
      ${editor.id}::uuid, now(), CASE WHEN n = 1 THEN now() END, CASE WHEN n = 2 THEN now() END, CASE WHEN n = 2 THEN now() END
    FROM generate_series(${from}::int, ${from + slice - 1}::int) n`;
  await db().$executeRaw`UPDATE "Image" SET "requireSignedUrls" = false WHERE "uploadKey" = 'k3'`;
  for (let from = 1; from <= running; from += slice) {
    await db().$executeRaw`
    INSERT INTO "Link" ("id", "mode", "purpose", "recipient", "recipientSort", "searchText", "endsAt", "issuedById", "createdAt")
    SELECT gen_random_uuid(), (CASE WHEN n % 2 = 0 THEN 'gated' ELSE 'direct' END)::"LinkMode", n::text, 'Nora', 'nora ' || n,
      ' ' || n || CASE WHEN n % 2500 = 0 THEN ' obituary' ELSE ' review' END || ' ' || md5(n::text),
      now() + interval '1 minute' * n, ${editor.id}::uuid, now() - interval '1 minute' * n
    FROM generate_series(${from}::int, ${from + slice - 1}::int) n`;
    await db().$executeRaw`
    INSERT INTO "LinkItem" ("id", "linkId", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt", "keyId")
    SELECT gen_random_uuid(), link."id", CASE WHEN n <> 4 THEN image."id" END, image."name", image."cloudflareId",
      CASE n WHEN 5 THEN 'lost' WHEN 7 THEN 'thumb' ELSE 'hero' END, link."endsAt",
      CASE WHEN n % 2 = 1 THEN CASE n WHEN 9 THEN ${gone.id}::uuid ELSE ${key.id}::uuid END END
    FROM (SELECT *, "purpose"::int AS n FROM "Link") link JOIN "Image" image ON image."uploadKey" = 'k' || n
    WHERE n >= ${from}::int`;
  }
  await db().$queryRaw`SELECT gin_clean_pending_list('"Link_searchText_trgm"'::regclass)::int AS "pages"`;
  for (const table of ["Image", "Link", "LinkItem"])
    await db().$executeRawUnsafe(`VACUUM ANALYZE "${table}"`);
});

type Node = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; Plans?: Node[] };
async function nodesOf(statement: Prisma.Sql): Promise<Node[]> {
  const [row] = await db().$queryRaw<{ "QUERY PLAN": [{ Plan: Node }] }[]>(
    Prisma.sql`EXPLAIN (FORMAT JSON) ${statement}`,
  );
  const within = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(within)];
  return row ? within(row["QUERY PLAN"][0].Plan) : [];
}
const wholeReadings = (nodes: Node[]) =>
  nodes.filter(
    ({ "Node Type": type, "Relation Name": table = "" }) =>
      type.includes("Seq Scan") && ["Link", "LinkItem", "Image"].includes(table),
  );

/** Rows of the ledger's tables that a call read. */
async function rowsRead(call: () => Promise<unknown>): Promise<number> {
  const read = async () => {
    await db().$executeRaw`SELECT pg_stat_force_next_flush()`;
    const [row] = await db().$queryRaw<{ rows: bigint }[]>`
      SELECT sum(seq_tup_read + idx_tup_fetch) AS rows FROM pg_stat_user_tables WHERE relname IN ('Link', 'LinkItem', 'Image')`;
    return Number(row?.rows);
  };
  const before = await read();
  await call();
  return (await read()) - before;
}
const ask = async (q: string, sort = "newest") =>
  (await listLinks(editor, linkQuerySchema.parse({ q, sort }))).links.map(({ purpose }) => Number(purpose));

describe("links that cannot open", () => {
  it.each(["dead", "moot"] as const)(
    "%s ones are found from what is to blame, by its index",
    async (status) => {
      const nodes = await nodesOf(suspectsStatement([status], await readVariants(), world.clock.now));
      expect(nodes.length).toBeGreaterThan(0);
      expect(wholeReadings(nodes)).toEqual([]);
    },
  );

  it("are the few of thousands, and the others are not looked at", async () => {
    expect(await ask("status:dead")).toEqual([1, 2, 4, 5, 9]);
    expect(await ask("status:moot")).toEqual([3, 7]);
    expect(await ask("status:moot status:dead -status:dead")).toEqual([3, 7]);
    for (const q of ["status:dead", "status:moot", "status:dead status:moot"])
      expect(await rowsRead(() => ask(q)), q).toBeLessThan(running / 10);
  });
});

it.each([
  ...["", "obituary", "review", "9000", "is:open", "status:live", "status:ending", "status:ended"],
  ...["variant:lost", "variant:hero", "ends:<3h", "is:asking", "mode:gated is:open", "key:gone", "to:nora"],
])("no more of the ledger is read than a page needs for: %s", async (q) => {
  expect(await rowsRead(() => ask(q))).toBeLessThan(running / 4);
});

it.each(["newest", "ends", "recipient"])(
  "a page by %s is read along its index, also with a word",
  async (sort) => {
    for (const q of ["", "review", "is:open"])
      expect(await rowsRead(() => ask(q, sort)), q).toBeLessThan(running / 10);
  },
);
