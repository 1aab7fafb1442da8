import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { finishUploads, settleDue } from "@/lib/images/finish-uploads";
import { changePrivacy, deleteImages, editImage, openOriginal } from "@/lib/images/mutations";
import { listImages } from "@/lib/images/queries";
import { imageQuerySchema } from "@/lib/images/schema";
import { cancelUploads, renewUploads, startUploads } from "@/lib/images/start-uploads";
import { prepareAccount } from "@/lib/sync/mutations";
import { goneFailure } from "@/lib/sync/rules";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
let viewer: Actor;
let editor: Actor;
let png: Buffer;

beforeAll(async () => {
  admin = await world.actor("admin");
  editor = await world.actor("editor");
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

/** A ready image, through the real door. */
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
const rowOf = (id: string) => db().image.findUniqueOrThrow({ where: { id } });
const eventsOf = async (subjectId: string) =>
  (await db().auditEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
    ({ action, details }) => `${action} ${(details as { step?: string }).step ?? ""}`.trim(),
  );
const stranger = async (cloudflareId: string) => (await fetch(deliveryUrl(cloudflareId, "public"))).status;

describe("editing", () => {
  const edit = { altText: "A field", tags: ["spring", "spring"] };
  it("changes what was asked and keeps it findable", async () => {
    const { imageId } = await stored();
    expect(await editImage(editor, { imageId, version: 1, name: "Été 2", ...edit })).toEqual({ version: 2 });
    expect(await rowOf(imageId)).toMatchObject({ name: "Été 2", tags: ["spring"], version: 2 });
    for (const q of ["ete", "spring"]) {
      const { images } = await listImages(viewer, imageQuerySchema.parse({ q }));
      expect(images.map(({ id }) => id)).toEqual([imageId]);
    }
    expect(await eventsOf(imageId)).toContain("image.edited");
  });

  it("never overwrites somebody else's change: one of ten wins", async () => {
    const { imageId } = await stored();
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        editImage(editor, { imageId, version: 1, name: `n${n}`, ...edit }),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = tries.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "CONFLICT" });
    expect((await eventsOf(imageId)).filter((event) => event === "image.edited")).toHaveLength(1);
  });

  it("of what is gone says so", async () => {
    const gone = editImage(editor, { imageId: randomUUID(), version: 1, name: "x", ...edit });
    await expect(gone).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("privacy", () => {
  it("goes to public and back, and says what a stranger gets", async () => {
    const { imageId, cloudflareId } = await stored();
    const open = await changePrivacy(admin, { imageId, private: false });
    expect(open.exposure).toMatchObject({ exposure: "open", knownBy: "measured" });
    expect(await stranger(cloudflareId)).toBe(200);
    const sealed = await changePrivacy(admin, { imageId, private: true });
    expect(sealed.exposure).toMatchObject({ exposure: "sealed", knownBy: "measured" });
    expect(await stranger(cloudflareId)).toBe(403);
    expect((await eventsOf(imageId)).slice(3)).toEqual([
      "image.made-public asked",
      "image.made-public confirmed",
      "image.made-private asked",
      "image.made-private confirmed",
    ]);
  });

  it("whose answer was lost is unknown until it is read back", async () => {
    const { imageId, cloudflareId } = await stored();
    world.standIn.faults.add({ kind: "lost", method: "PATCH", times: null });
    const lost = changePrivacy(admin, { imageId, private: false });
    await expect(lost).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    expect(await stranger(cloudflareId)).toBe(200);
    const { images } = await listImages(viewer, imageQuerySchema.parse({ q: "is:unknown" }));
    expect(images.map(({ id }) => id)).toEqual([imageId]);
    await expect(changePrivacy(admin, { imageId, private: true })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    pass(91);
    expect(await settleDue(system, { limit: 10 })).toMatchObject([{ exposure: "open" }]);
    expect(await rowOf(imageId)).toMatchObject({
      requireSignedUrls: false,
      privacyPendingAt: null,
      dueAt: null,
    });
  });

  it("of an image that is gone at Cloudflare ends as gone, once that can be believed", async () => {
    const { imageId, cloudflareId } = await stored();
    world.standIn.faults.add({ kind: "lost", method: "PATCH", times: null });
    await changePrivacy(admin, { imageId, private: false }).catch(() => undefined);
    await cloudflare().deleteImage(cloudflareId);
    pass(91);
    await settleDue(system, { limit: 10 });
    expect((await rowOf(imageId)).privacyPendingAt).not.toBeNull();
    pass(600);
    await settleDue(system, { limit: 10 });
    expect(await rowOf(imageId)).toMatchObject({
      privacyPendingAt: null,
      failure: goneFailure,
      requireSignedUrls: true,
      dueAt: null,
    });
    expect((await eventsOf(imageId)).at(-1)).toBe("image.drifted");
  });

  it("that was done, answered by a refusal after a lost answer, is read back", async () => {
    const { imageId } = await stored();
    world.standIn.faults.add(
      { kind: "lost", method: "PATCH" },
      { kind: "error", method: "PATCH", status: 400, code: 5400 },
    );
    await changePrivacy(admin, { imageId, private: false }).catch(() => undefined);
    pass(91);
    await settleDue(system, { limit: 10 });
    expect(await rowOf(imageId)).toMatchObject({ requireSignedUrls: false, privacyPendingAt: null });
  });

  it("that Cloudflare refused changes nothing", async () => {
    const { imageId } = await stored();
    world.standIn.faults.add({ kind: "error", method: "PATCH", status: 400, code: 5410, text: true });
    await expect(changePrivacy(admin, { imageId, private: false })).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringMatching(/somebody's own choosing/),
    });
    expect(await rowOf(imageId)).toMatchObject({ requireSignedUrls: true, privacyPendingAt: null });
    expect((await eventsOf(imageId)).at(-1)).toBe("image.made-private unchanged");
  });

  it("owes the unsigned request that could not be made", async () => {
    const { imageId } = await stored("open.png", false);
    world.standIn.faults.add({ kind: "reset", host: "delivery", times: null });
    await changePrivacy(admin, { imageId, private: true });
    expect(await rowOf(imageId)).toMatchObject({ privacyPendingAt: null, probe: "unreachable" });
    world.standIn.faults.clear();
    pass(60);
    await settleDue(system, { limit: 10 });
    expect(await rowOf(imageId)).toMatchObject({ probe: "refused", dueAt: null });
  });

  it("is not private while a stranger is still served", async () => {
    const { imageId, cloudflareId } = await stored("open.png", false);
    const headers = { "content-type": "image/png" };
    const path = `/${cloudflareId}/darkroom`;
    world.standIn.faults.add({ kind: "answer", host: "delivery", path, status: 200, headers, body: "x" });
    const answer = await changePrivacy(admin, { imageId, private: true });
    expect(answer.exposure.exposure).toBe("unknown");
    expect(await rowOf(imageId)).toMatchObject({ requireSignedUrls: false, probe: "served" });
    pass(91);
    expect(await settleDue(system, { limit: 10 })).toMatchObject([{ exposure: "sealed" }]);
  });
});

describe("deleting", () => {
  it("takes the image from Cloudflare first, the row last, and answers for each", async () => {
    const { imageId, cloudflareId } = await stored();
    const gone = randomUUID();
    expect(await deleteImages(admin, { imageIds: [imageId, gone] })).toEqual([
      { imageId, ok: true },
      { imageId: gone, ok: true },
    ]);
    expect(await cloudflare().getImage(cloudflareId)).toBeNull();
    expect(await db().image.count()).toBe(0);
    expect((await eventsOf(imageId)).slice(-2)).toEqual(["image.delete-requested", "image.deleted"]);
  });

  it("that Cloudflare does not do stays visible and is done later", async () => {
    const { imageId, cloudflareId } = await stored();
    world.standIn.faults.add({ kind: "error", method: "DELETE", status: 503, times: 3 });
    const answers = await deleteImages(admin, { imageIds: [imageId] });
    expect(answers).toMatchObject([{ imageId, ok: false }]);
    expect((await rowOf(imageId)).state).toBe("deleting");
    expect(await cloudflare().getImage(cloudflareId)).not.toBeNull();
    pass(6);
    expect(await settleDue(system, { limit: 10 })).toEqual([{ imageId, state: "gone" }]);
    expect(await cloudflare().getImage(cloudflareId)).toBeNull();
  });

  it("by eight at once happens once", async () => {
    const { imageId } = await stored();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => deleteImages(admin, { imageIds: [imageId] })),
    );
    expect(answers.flat().every(({ ok }) => ok)).toBe(true);
    expect((await eventsOf(imageId)).slice(-2)).toEqual(["image.delete-requested", "image.deleted"]);
  });
});

describe("the original", () => {
  it("is the bytes as they were, and is written down", async () => {
    const { imageId } = await stored("Übung.png");
    const original = await openOriginal(editor, { imageId });
    expect(Buffer.from(await new Response(original.body).arrayBuffer()).equals(png)).toBe(true);
    expect(original).toMatchObject({ mimeType: "image/png", fileName: "Übung.png", bytes: png.length });
    expect(await eventsOf(imageId)).toContain("image.original-downloaded");
    await expect(openOriginal(editor, { imageId: randomUUID() })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("who may", () => {
  const imageId = "0192f0c1-2f3b-7000-8000-000000000001";
  const imageIds = [imageId];
  const files = [{ key: "0123456789abcdef", name: "a", bytes: 1, type: "image/png" as const }];
  const edit = { imageId, version: 1, name: "x", altText: "", tags: [] };
  const calls: [string, (actor: Actor) => Promise<unknown>, string[]][] = [
    ["start", (actor) => startUploads(actor, { private: true, files }), ["editor", "admin", "owner"]],
    ["start public", (actor) => startUploads(actor, { private: false, files }), ["admin", "owner"]],
    ["renew", (actor) => renewUploads(actor, { imageIds }), ["editor", "admin", "owner"]],
    ["cancel", (actor) => cancelUploads(actor, { imageIds }), ["editor", "admin", "owner"]],
    ["finish", (actor) => finishUploads(actor, { imageIds }), ["editor", "admin", "owner"]],
    ["settle", (actor) => settleDue(actor, { limit: 1 }), ["editor", "admin", "owner"]],
    ["edit", (actor) => editImage(actor, edit), ["editor", "admin", "owner"]],
    ["privacy", (actor) => changePrivacy(actor, { imageId, private: true }), ["admin", "owner"]],
    ["delete", (actor) => deleteImages(actor, { imageIds }), ["admin", "owner"]],
    ["original", (actor) => openOriginal(actor, { imageId }), ["editor", "admin", "owner"]],
  ];
  const roles = ["viewer", "editor", "admin", "owner"] as const;
  it.each(calls.flatMap(([name, call, may]) => roles.map((role) => ({ name, call, role, may }))))(
    "$name as $role",
    async ({ call, role, may }) => {
      const actor = await world.actor(role);
      const before = await db().auditEvent.count();
      const code = await call(actor).then(
        () => "done",
        (error: { code?: string }) => error.code,
      );
      if (may.includes(role)) expect(code).not.toBe("FORBIDDEN");
      else {
        expect(code).toBe("FORBIDDEN");
        expect(await db().image.count()).toBe(0);
        expect(await db().auditEvent.count()).toBe(before);
      }
    },
  );
});
