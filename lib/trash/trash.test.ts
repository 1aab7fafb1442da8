import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { listAttention, summariseExposure } from "@/lib/exposure/queries";
import { finishUploads, settleDue } from "@/lib/images/finish-uploads";
import { changePrivacy, editImage } from "@/lib/images/mutations";
import { listImages } from "@/lib/images/queries";
import { imageQuerySchema } from "@/lib/images/schema";
import { startUploads } from "@/lib/images/start-uploads";
import { createLink } from "@/lib/links/mutations";
import { listImageLinks } from "@/lib/links/queries";
import { settleReseals } from "@/lib/reseal/mutations";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { purgeDue, restoreImages, trashImages } from "@/lib/trash/mutations";
import { listTrash, planTrash } from "@/lib/trash/queries";

const world = openWorld();
let admin: Actor;
let viewer: Actor;
let png: Buffer;

beforeAll(async () => {
  admin = await world.actor("admin");
  viewer = await world.actor("viewer");
  png = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#182" } })
    .png()
    .toBuffer();
});
beforeEach(async () => {
  world.standIn.faults.clear();
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  await db().image.deleteMany();
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000);
  await prepareAccount(admin);
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};
const day = 86_400;

async function stored(name = "green.png", isPrivate = true) {
  const [ticket] = await startUploads(admin, {
    private: isPrivate,
    files: [{ key: randomUUID(), name, bytes: png.length, type: "image/png" }],
  });
  if (!ticket?.ok || !("uploadUrl" in ticket)) throw new Error("no URL");
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(png)], { type: "image/png" }), name);
  await fetch(ticket.uploadUrl, { method: "POST", body: form });
  await finishUploads(admin, { imageIds: [ticket.imageId] });
  const row = await db().image.findUniqueOrThrow({ where: { id: ticket.imageId } });
  return { imageId: row.id, cloudflareId: row.cloudflareId ?? "" };
}
const linked = (imageId: string, days = 2) =>
  createLink(admin, {
    imageId,
    variantId: "public",
    purpose: "press",
    recipient: "Clara",
    endsAt: new Date(world.clock.now.getTime() + days * day * 1000),
  });
const rowOf = (id: string) => db().image.findUnique({ where: { id } });
const ask = async (url: string) => (await fetch(url)).status;
const stranger = (cloudflareId: string) => ask(deliveryUrl(cloudflareId, "public"));
const library = async () =>
  (await listImages(viewer, imageQuerySchema.parse({}))).images.map(({ name }) => name);
const eventsOf = async (subjectId: string) =>
  (await db().auditEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("moving to the trash", () => {
  it("takes it from the library and keeps it at Cloudflare, private", async () => {
    const { imageId, cloudflareId } = await stored();
    expect(await trashImages(admin, { imageIds: [imageId], links: "end" })).toEqual([
      { imageId, ok: true, to: "trash" },
    ]);
    expect(await library()).toEqual([]);
    expect(await stranger(cloudflareId)).toBe(403);
    expect(await cloudflare().getImage(cloudflareId)).not.toBeNull();
    const { images, total } = await listTrash(admin, {});
    expect(total).toBe(1);
    expect(images).toMatchObject([{ id: imageId, trashedBy: "Test admin", openedBy: 0 }]);
    expect((images[0]?.purgeAt.getTime() ?? 0) - world.clock.now.getTime()).toBe(30 * day * 1000);
    expect((await eventsOf(imageId)).at(-1)).toBe("image.trashed");
    expect((await summariseExposure(admin)).sentence).toMatch(/1 of them in the trash/);
  });

  it("makes a public one private first, proven by an unsigned request", async () => {
    const { imageId, cloudflareId } = await stored("open.png", false);
    expect(await stranger(cloudflareId)).toBe(200);
    expect(await planTrash(admin, { imageIds: [imageId] })).toMatchObject({ images: 1, open: 1, linked: 0 });
    await trashImages(admin, { imageIds: [imageId], links: "end" });
    expect(await stranger(cloudflareId)).toBe(403);
    expect(await rowOf(imageId)).toMatchObject({ requireSignedUrls: true, probe: "refused" });
  });

  it("leaves it where it was while Cloudflare has not made it private", async () => {
    const { imageId, cloudflareId } = await stored("open.png", false);
    world.standIn.faults.add({ kind: "error", method: "PATCH", status: 400, code: 5410, text: true });
    const refused = await trashImages(admin, { imageIds: [imageId], links: "end" });
    expect(refused).toMatchObject([{ ok: false, message: expect.stringMatching(/stays public/) }]);
    expect(await rowOf(imageId)).toMatchObject({ trashedAt: null, requireSignedUrls: false });
    world.standIn.faults.add({ kind: "lost", method: "PATCH", times: null });
    expect(await trashImages(admin, { imageIds: [imageId], links: "end" })).toMatchObject([{ ok: false }]);
    expect(await rowOf(imageId)).toMatchObject({ trashedAt: null });
    world.standIn.faults.clear();
    pass(91);
    await settleDue(system, { limit: 10 });
    expect(await trashImages(admin, { imageIds: [imageId], links: "end" })).toMatchObject([{ ok: true }]);
    expect(await stranger(cloudflareId)).toBe(403);
  });

  it("counts apart what never arrived, of which nothing can be restored", async () => {
    await startUploads(admin, {
      private: true,
      files: [{ key: randomUUID(), name: "late.png", bytes: png.length, type: "image/png" }],
    });
    const { id: imageId } = await db().image.findFirstOrThrow();
    const plan = await planTrash(admin, { imageIds: [imageId] });
    expect(plan).toMatchObject({ images: 1, unstored: 1, open: 0, linked: 0, forever: 0 });
    expect(await trashImages(admin, { imageIds: [imageId], links: "keep" })).toMatchObject([
      { to: "deleted" },
    ]);
  });

  it("ends its live links by deleting it, because nothing else refuses them", async () => {
    const { imageId, cloudflareId } = await stored();
    const { url } = await linked(imageId);
    expect(await planTrash(admin, { imageIds: [imageId] })).toMatchObject({ linked: 1, links: 1 });
    expect(await trashImages(admin, { imageIds: [imageId], links: "end" })).toEqual([
      { imageId, ok: true, to: "deleted" },
    ]);
    expect(await ask(url)).not.toBe(200);
    expect(await cloudflare().getImage(cloudflareId)).toBeNull();
  });

  it("ends its live links and keeps it restorable, under a new address", async () => {
    const { imageId, cloudflareId } = await stored("open.png");
    const links = [await linked(imageId), await linked(imageId, 5)];
    await changePrivacy(admin, { imageId, private: false });
    expect(await trashImages(admin, { imageIds: [imageId], links: "stop" })).toEqual([
      { imageId, ok: true, to: "trash" },
    ]);
    for (const { url } of links) expect(await ask(url)).not.toBe(200);
    expect(await cloudflare().getImage(cloudflareId)).toBeNull();
    const row = await rowOf(imageId);
    expect(row).toMatchObject({ trashedAt: expect.any(Date), requireSignedUrls: true });
    expect(await stranger(row?.cloudflareId ?? "")).toBe(403);
    expect((await listTrash(admin, {})).images).toMatchObject([{ openedBy: 0 }]);
    for (const link of await db().link.findMany()) expect(link.revokedAt).not.toBeNull();
    await restoreImages(admin, { imageIds: [imageId] });
    expect(await rowOf(imageId)).toMatchObject({ trashedAt: null, cloudflareId: row?.cloudflareId });
    for (const { url } of links) expect(await ask(url)).not.toBe(200);
  });

  it("stopped anywhere on the way to a new address is private and in the trash, and goes on from there", async () => {
    for (const [method, kind] of [
      ["POST", "error"],
      ["DELETE", "error"],
      ["POST", "lost"],
    ] as const) {
      const { imageId } = await stored("open.png");
      const { url } = await linked(imageId);
      await changePrivacy(admin, { imageId, private: false });
      world.standIn.faults.add(
        kind === "error" ? { kind, method, status: 503, times: null } : { kind, method, times: null },
      );
      expect(await trashImages(admin, { imageIds: [imageId], links: "stop" })).toMatchObject([
        { to: "trash" },
      ]);
      const row = await rowOf(imageId);
      expect(row).toMatchObject({ trashedAt: expect.any(Date), requireSignedUrls: true });
      expect(await stranger(row?.cloudflareId ?? "")).toBe(403);
      world.standIn.faults.clear();
      for (let tries = 0; tries < 6; tries++) {
        pass(200);
        await settleReseals(system, { limit: 4 });
      }
      expect(await ask(url)).not.toBe(200);
      expect(await rowOf(imageId)).toMatchObject({ trashedAt: expect.any(Date) });
      expect((await listTrash(admin, {})).images.find(({ id }) => id === imageId)?.openedBy).toBe(0);
    }
  });

  it("whose links cannot be stopped stays where it was", async () => {
    const { imageId } = await stored();
    const { url } = await linked(imageId);
    await db().image.update({ where: { id: imageId }, data: { bytes: 10 * 1024 * 1024 + 1 } });
    expect(await trashImages(admin, { imageIds: [imageId], links: "stop" })).toMatchObject([
      { ok: false, message: expect.stringMatching(/larger than 10 MB/) },
    ]);
    expect(await rowOf(imageId)).toMatchObject({ trashedAt: null });
    expect(await ask(url)).toBe(200);
  });

  it("says that a kept image's links still open it, which the edge confirms", async () => {
    const { imageId } = await stored();
    const { url } = await linked(imageId);
    await trashImages(admin, { imageIds: [imageId], links: "keep" });
    expect(await ask(url)).toBe(200);
    expect(await listImageLinks(viewer, { imageId })).toMatchObject([
      { status: "live", reason: expect.stringMatching(/in the trash. The link opens it/) },
    ]);
    expect((await listTrash(admin, {})).images).toMatchObject([{ openedBy: 1 }]);
  });

  it("lets nobody share, edit or open it there, but still lets it be made private", async () => {
    const { imageId } = await stored();
    await trashImages(admin, { imageIds: [imageId], links: "end" });
    const conflict = { code: "CONFLICT" };
    await expect(linked(imageId)).rejects.toMatchObject(conflict);
    await expect(changePrivacy(admin, { imageId, private: false })).rejects.toMatchObject(conflict);
    const edit = { imageId, version: 2, name: "x", altText: "", tags: [] };
    await expect(editImage(admin, edit)).rejects.toMatchObject(conflict);
    expect((await changePrivacy(admin, { imageId, private: true })).exposure.exposure).toBe("sealed");
  });

  it("of one that was never stored removes the row", async () => {
    const [ticket] = await startUploads(admin, {
      private: true,
      files: [{ key: randomUUID(), name: "a", bytes: 9, type: "image/png" }],
    });
    const imageId = ticket?.ok ? ticket.imageId : "";
    expect(await trashImages(admin, { imageIds: [imageId], links: "end" })).toMatchObject([
      { to: "deleted" },
    ]);
    expect(await rowOf(imageId)).toBeNull();
  });

  it("shows one that became public there as what is worst", async () => {
    const { imageId, cloudflareId } = await stored();
    await trashImages(admin, { imageIds: [imageId], links: "end" });
    await db().image.update({ where: { id: imageId }, data: { requireSignedUrls: false } });
    const [worst] = await listAttention(admin);
    expect(worst).toMatchObject({ tone: "danger", count: 1, href: "/trash" });
    expect(cloudflareId).not.toBe("");
  });
});

describe("out of the trash", () => {
  it("comes back private and as it was", async () => {
    const { imageId, cloudflareId } = await stored("open.png", false);
    await trashImages(admin, { imageIds: [imageId], links: "end" });
    expect(await restoreImages(admin, { imageIds: [imageId] })).toEqual([{ imageId, ok: true }]);
    expect(await library()).toEqual(["open.png"]);
    expect(await stranger(cloudflareId)).toBe(403);
    expect(await restoreImages(admin, { imageIds: [imageId] })).toMatchObject([{ ok: false }]);
  });

  it("goes for good when its time is over, Cloudflare first and the row last", async () => {
    const { imageId, cloudflareId } = await stored();
    const kept = await stored("kept.png");
    await trashImages(admin, { imageIds: [imageId], links: "end" });
    pass(day);
    await trashImages(admin, { imageIds: [kept.imageId], links: "end" });
    expect(await purgeDue(system, { limit: 10 })).toBe(0);
    pass(29 * day);
    world.standIn.faults.add({ kind: "error", method: "DELETE", status: 503, times: 3 });
    expect(await purgeDue(system, { limit: 10 })).toBe(1);
    expect(await rowOf(imageId)).toMatchObject({ state: "deleting" });
    expect((await listTrash(admin, {})).images).toHaveLength(2);
    expect(await restoreImages(admin, { imageIds: [imageId] })).toMatchObject([{ ok: false }]);
    pass(10);
    await settleDue(system, { limit: 10 });
    expect(await rowOf(imageId)).toBeNull();
    expect(await cloudflare().getImage(cloudflareId)).toBeNull();
    expect((await listTrash(admin, {})).images).toMatchObject([{ id: kept.imageId }]);
  });

  it("is paged, what goes first at the top", async () => {
    for (const name of ["a.png", "b.png"]) {
      const { imageId } = await stored(name);
      await trashImages(admin, { imageIds: [imageId], links: "end" });
      pass(60);
    }
    const { images } = await listTrash(admin, {});
    expect(images.map(({ name }) => name)).toEqual(["a.png", "b.png"]);
  });
});

describe("who may", () => {
  const imageIds = ["0192f0c1-2f3b-7000-8000-000000000001"];
  const calls: [string, (actor: Actor) => Promise<unknown>][] = [
    ["trash", (actor) => trashImages(actor, { imageIds, links: "end" })],
    ["restore", (actor) => restoreImages(actor, { imageIds })],
    ["purge", (actor) => purgeDue(actor, { limit: 1 })],
    ["list", (actor) => listTrash(actor, {})],
    ["plan", (actor) => planTrash(actor, { imageIds })],
  ];
  const roles = ["viewer", "editor", "admin", "owner"] as const;
  it.each(calls.flatMap(([name, call]) => roles.map((role) => ({ name, call, role }))))(
    "$name as $role",
    async ({ call, role }) => {
      const code = await call(await world.actor(role)).then(
        () => "done",
        (error: { code?: string }) => error.code,
      );
      expect(code).toBe(role === "admin" || role === "owner" ? "done" : "FORBIDDEN");
    },
  );
});
