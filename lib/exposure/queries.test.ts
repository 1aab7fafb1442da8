import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { publicAfterAll } from "@/lib/images/rules";
import { ownVariantIds } from "@/lib/images/schema";
import { goneFailure } from "@/lib/sync/rules";
import { openWorld } from "@/lib/testing";
import { getAccountFacts, listAttention, summariseExposure } from "./queries";
import { exposures } from "./schema";
import { exposureCondition } from "./where";

const world = openWorld();
let owner: Actor;
const ago = (minutes: number) => new Date(world.clock.now.getTime() - minutes * 60_000);

beforeAll(async () => {
  owner = await world.actor("owner");
});
beforeEach(async () => {
  await db().image.deleteMany();
  await db().variant.deleteMany();
  await variants({});
});

async function variants(open: Record<string, boolean>, checkedAt = ago(5)) {
  await db().variant.deleteMany();
  const ids = ["public", ...ownVariantIds, ...Object.keys(open)];
  const size = { fit: "cover", width: 9, height: 9, metadata: "none", checkedAt };
  await db().variant.createMany({
    data: ids.map((id) => ({ id, ...size, alwaysPublic: open[id] ?? false })),
  });
}
let n = 0;
const add = (...rows: Partial<Prisma.ImageCreateManyInput>[]) =>
  db().image.createMany({
    data: rows.map((row) => ({
      uploadKey: `key-${n++}`,
      state: "ready",
      requireSignedUrls: true,
      checkedAt: ago(2),
      probe: "refused" as const,
      name: "n",
      fileName: "n",
      searchText: "n",
      uploadedById: owner.id,
      createdAt: ago(2),
      ...row,
    })),
  });

test("nothing yet", async () => {
  expect(await summariseExposure(owner)).toEqual({
    counts: { sealed: 0, exposed: 0, open: 0, pending: 0, unknown: 0 },
    privateImages: 0,
    unfinished: 0,
    failed: 0,
    deleting: 0,
    alwaysPublic: [],
    asOf: ago(5),
    stale: false,
    foreign: { private: 0, public: 0 },
    sentence: "No images yet.",
  });
  expect(await listAttention(owner)).toEqual([]);
});

test("images that were not uploaded here are never left out", async () => {
  await db().installation.update({ where: { id: 1 }, data: { foreignPrivate: 400, foreignPublic: 1_012 } });
  const elsewhere = "1,412 other images at Cloudflare were not uploaded here.";
  expect(await summariseExposure(owner)).toMatchObject({
    foreign: { private: 400, public: 1_012 },
    sentence: `No images in Darkroom yet. ${elsewhere}`,
  });
  expect(await listAttention(owner)).toMatchObject([
    {
      kind: "foreign",
      tone: "info",
      count: 1_412,
      title: "1,412 images at Cloudflare are not in Darkroom",
      href: "/import",
      action: "Look at the import",
    },
  ]);
  await variants({ thumb: true });
  const [item] = await listAttention(owner);
  expect(item).toMatchObject({ kind: "foreign", tone: "warning" });
  expect(item?.sentence).toContain("400 private ones are readable by anyone through thumb");
  await add({});
  expect((await summariseExposure(owner)).sentence).toContain(elsewhere);
  await db().installation.update({ where: { id: 1 }, data: { foreignPrivate: 0, foreignPublic: 0 } });
});

test("the numbers are those of the library's filters, whatever the rows", async () => {
  const times = fc.constantFrom(null, 1, 24 * 60, 24 * 60 + 1);
  const row = fc.record({
    state: fc.constantFrom("requested", "pending", "received", "ready", "ready", "failed", "deleting"),
    requireSignedUrls: fc.boolean(),
    changing: fc.boolean(),
    checked: times,
    probe: fc.constantFrom(null, "refused", "served", "unreachable"),
  } as const);
  const account = fc.record({ open: fc.boolean(), checked: fc.constantFrom(1, 24 * 60 + 1) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), account, async (rows, { open, checked }) => {
      await db().image.deleteMany();
      await variants({ thumb: open }, ago(checked));
      await add(
        ...rows.map(({ changing, checked, ...columns }) => ({
          ...columns,
          privacyPendingAt: changing ? ago(1) : null,
          checkedAt: checked === null ? null : ago(checked),
        })),
      );
      const facts = await getAccountFacts(owner);
      const { counts, sentence, privateImages } = await summariseExposure(owner);
      for (const exposure of exposures) {
        const condition = exposureCondition(exposure, facts, world.clock.now);
        const found = await db().$queryRaw<object[]>`SELECT 1 AS "one" FROM "Image" image WHERE ${condition}`;
        expect(counts[exposure]).toBe(found.length);
      }
      expect(Object.values(counts).reduce((a, b) => a + b)).toBe(rows.length);
      expect(privateImages).toBeLessThanOrEqual(rows.length);
      expect(sentence).toMatch(/^(No|All|\d).*\.$/);
    }),
    { numRuns: 60 },
  );
});

test("an always-public variant is the gravest news, after a stranger who was served", async () => {
  await variants({ thumb: true });
  await add({}, {}, { probe: "served", probedAt: ago(1) }, { requireSignedUrls: false });
  expect((await summariseExposure(owner)).sentence).toBe(
    "3 private images: 2 readable by anyone through thumb and 1 answered without a signature; 1 open.",
  );
  const items = await listAttention(owner);
  expect(items.map(({ kind, tone, count }) => [kind, tone, count])).toEqual([
    ["served-unsigned", "danger", 1],
    ["always-public", "danger", 2],
    ["open-images", "info", 1],
  ]);
  expect(items[1]).toMatchObject({ title: "thumb opens 2 private images to anyone", href: "/variants" });
});

test("what waits, failed or is stuck, each with a place to go", async () => {
  await add(
    { state: "pending", checkedAt: null, createdAt: ago(11) },
    { state: "pending", checkedAt: null, createdAt: ago(1) },
    { state: "failed", checkedAt: null },
    { state: "deleting", attempts: 2 },
    { state: "deleting", attempts: 0 },
    { privacyPendingAt: ago(1) },
    { checkedAt: ago(25 * 60) },
  );
  const items = await listAttention(owner);
  expect(items.map(({ kind, count, href }) => [kind, count, href])).toEqual([
    ["unknown", 2, "/images?q=is:unknown"],
    ["stuck-deletes", 1, "/images"],
    ["failed-uploads", 1, "/images?q=is:pending"],
    ["unfinished-uploads", 1, "/images?q=is:pending"],
  ]);
  expect((await summariseExposure(owner)).unfinished).toBe(2);
});

test("a private wish that Cloudflare did not keep is not mistaken for a deleted image", async () => {
  await add(
    { requireSignedUrls: false, probe: "served", failure: publicAfterAll },
    { requireSignedUrls: false, probe: "served" },
    { failure: goneFailure },
  );
  const items = await listAttention(owner);
  expect(items.map(({ kind, tone, title }) => [kind, tone, title])).toEqual([
    ["served-unsigned", "danger", "1 image that was to be private is public"],
    ["account", "warning", "1 image is gone at Cloudflare"],
    ["open-images", "info", "1 image is public"],
  ]);
});

test("nobody is shown what they cannot do anything about", async () => {
  await variants({ thumb: true });
  await add(
    {},
    { requireSignedUrls: false },
    { state: "failed" },
    { checkedAt: ago(25 * 60), privacyPendingAt: ago(9) },
  );
  const kinds = async (role: "viewer" | "editor" | "admin") =>
    (await listAttention(await world.actor(role))).map(({ kind }) => kind);
  expect(await kinds("viewer")).toEqual(["unknown"]);
  expect(await kinds("editor")).toEqual(["unknown", "failed-uploads"]);
  expect(await kinds("admin")).toEqual(["always-public", "unknown", "failed-uploads", "open-images"]);
});

test("links in their last two hours, unless they are revoked or dead", async () => {
  await add({ cloudflareId: "c", name: "one" });
  const { id: imageId } = await db().image.findFirstOrThrow();
  const key = await db().signingKey.create({
    data: { name: "default", fingerprint: "f", checkedAt: ago(1) },
  });
  const gone = await db().signingKey.create({
    data: { name: "old", fingerprint: "g", checkedAt: ago(1), goneAt: ago(1) },
  });
  const link = async (
    minutes: number,
    more: { revokedAt?: Date; keyId?: string; imageId?: string | null } = {},
  ) => {
    const endsAt = ago(-minutes);
    const { keyId = key.id, imageId: of = imageId, ...rest } = more;
    const item = { imageId: of, imageName: "one", cloudflareId: "c", variantId: "public", keyId };
    await db().link.create({
      data: {
        ...rest,
        endsAt,
        purpose: "p",
        recipient: "r",
        issuedById: owner.id,
        items: { create: { ...item, expiresAt: endsAt, signatureHash: new Uint8Array(32) } },
      },
    });
  };
  await link(10);
  await link(120);
  await link(121);
  await link(-1);
  await link(11, { revokedAt: ago(1) });
  await link(12, { keyId: gone.id });
  await link(13, { imageId: null });
  const items = await listAttention(owner);
  expect(items).toMatchObject([{ kind: "links-ending", count: 2, title: "2 links end within two hours" }]);
});

test("trouble with the account says what it is", async () => {
  await db().variant.deleteMany({ where: { id: "darkroomthumb" } });
  await db().installation.update({
    where: { id: 1 },
    data: { syncError: "Cloudflare did not accept the API token." },
  });
  const items = await listAttention(owner);
  expect(items.map(({ kind, sentence }) => [kind, sentence.split(".")[0]])).toEqual([
    ["account", "Cloudflare did not accept the API token"],
    ["account", "1 variant that Darkroom shows pictures with is missing at Cloudflare"],
  ]);
});
