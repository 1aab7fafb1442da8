import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { system } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { finishUploads, settleDue } from "@/lib/images/finish-uploads";
import { getImage } from "@/lib/images/queries";
import { maxUnfinished } from "@/lib/images/rules";
import type { UploadTicket } from "@/lib/images/schema";
import { cancelUploads, renewUploads, startUploads } from "@/lib/images/start-uploads";
import { disablePerson } from "@/lib/people/mutations";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let editor: Actor;
let admin: Actor;
let jpeg: Buffer;

beforeAll(async () => {
  editor = await world.actor("editor");
  admin = await world.actor("admin");
  await prepareAccount(admin);
  jpeg = await sharp({ create: { width: 640, height: 480, channels: 3, background: "#836" } })
    .withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1", GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
});
beforeEach(async () => {
  await db().image.deleteMany();
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000);
  await prepareAccount(admin);
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};
const file = (name = "red.jpg", key = randomUUID()) => ({
  key,
  name,
  bytes: jpeg.length,
  type: "image/jpeg" as const,
});
type Open = Extract<UploadTicket, { uploadUrl: string }>;

function opened(ticket: UploadTicket | undefined): Open {
  if (!ticket?.ok || !("uploadUrl" in ticket)) throw new Error(`no URL: ${JSON.stringify(ticket)}`);
  return ticket;
}
async function start(actor = editor, name?: string, isPrivate = true): Promise<Open> {
  const [ticket] = await startUploads(actor, { private: isPrivate, files: [file(name)] });
  return opened(ticket);
}
function post(url: string, bytes: Buffer = jpeg, type = "image/jpeg") {
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes)], { type }), "photo.jpg");
  return fetch(url, { method: "POST", body: form });
}
const rowOf = (id: string) => db().image.findUniqueOrThrow({ where: { id } });
const eventsOf = async (subjectId: string) =>
  (await db().auditEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );
const finish = async (imageId: string, actor = editor) =>
  (await finishUploads(actor, { imageIds: [imageId] }))[0];

describe("an upload", () => {
  it("goes from intent to sealed, by what Cloudflare holds", async () => {
    const { imageId, uploadUrl, expiresAt } = await start();
    expect(expiresAt.getTime() - world.clock.now.getTime()).toBe(30 * 60_000);
    expect(await rowOf(imageId)).toMatchObject({ state: "pending", requireSignedUrls: true });
    expect(await finish(imageId)).toEqual({ imageId, state: "waiting" });

    expect((await post(uploadUrl)).status).toBe(200);
    expect(await finish(imageId)).toEqual({ imageId, state: "ready", exposure: "sealed" });
    const image = await getImage(editor, { imageId });
    expect(image).toMatchObject({
      state: "ready",
      mimeType: "image/jpeg",
      bytes: jpeg.length,
      // Turned by the camera's flag.
      width: 480,
      height: 640,
      hasLocation: true,
      sha256: createHash("sha256").update(jpeg).digest("hex"),
      probe: "refused",
      private: true,
    });
    expect(image.placeholder).toMatch(/^data:image\/webp;base64,/);
    expect(await eventsOf(imageId)).toEqual(["image.upload-requested", "image.received", "image.measured"]);
    expect((await fetch(image.thumbUrl ?? "")).status).toBe(200);
    expect((await fetch((image.thumbUrl ?? "").split("?")[0] ?? "")).status).toBe(403);
  });

  it("of a file that is here already says so", async () => {
    for (const name of ["first.jpg", "second.jpg"]) {
      const { imageId, uploadUrl } = await start(editor, name);
      await post(uploadUrl);
      const outcome = await finish(imageId);
      if (name === "first.jpg") expect(outcome).toEqual({ imageId, state: "ready", exposure: "sealed" });
      else expect(outcome?.message).toMatch(/stored already as first.jpg/);
      pass(1);
    }
  });

  it("with the hash of a file that is here begins nothing, unless it is asked for without", async () => {
    const first = await start(editor, "first.jpg");
    await post(first.uploadUrl);
    await finish(first.imageId);
    const sha256 = createHash("sha256").update(jpeg).digest("hex");
    const again = { ...file("again.jpg"), sha256 };
    const other = { ...file("other.jpg"), sha256: "ab".repeat(32) };
    const ask = (files: Parameters<typeof startUploads>[1]["files"]) =>
      startUploads(editor, { private: true, files });

    const [known, fresh] = await ask([again, other]);
    expect(known).toMatchObject({
      key: again.key,
      ok: false,
      here: { id: first.imageId, name: "first.jpg" },
    });
    expect(known).not.toHaveProperty("imageId");
    expect(opened(fresh).imageId).not.toBe(first.imageId);
    expect(await db().image.count()).toBe(2);

    // The person insists: the same key without the hash. What was begun is then not asked about again.
    const [insisted] = await ask([{ ...again, sha256: undefined }]);
    expect(opened(insisted)).toMatchObject({ ok: true });
    expect(opened((await ask([again]))[0]).imageId).toBe(opened(insisted).imageId);

    // A hash is a question and no proof: the row says what was read back.
    const [lie] = await ask([{ ...file("lie.jpg"), sha256: "cd".repeat(32) }]);
    await post(opened(lie).uploadUrl);
    await finish(opened(lie).imageId);
    expect(Buffer.from((await rowOf(opened(lie).imageId)).sha256 ?? []).toString("hex")).toBe(sha256);
  });

  it("finds nothing that is in the trash or did not arrive", async () => {
    const first = await start(editor, "first.jpg");
    await post(first.uploadUrl);
    await finish(first.imageId);
    const sha256 = createHash("sha256").update(jpeg).digest("hex");
    await db().image.update({
      where: { id: first.imageId },
      data: { trashedAt: world.clock.now, purgeAt: world.clock.now },
    });
    const [ticket] = await startUploads(editor, { private: true, files: [{ ...file(), sha256 }] });
    opened(ticket);
  });

  it("is public only when somebody who may says so", async () => {
    await expect(startUploads(editor, { private: false, files: [file()] })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await db().image.count()).toBe(0);
    const { imageId, uploadUrl } = await start(admin, "open.jpg", false);
    await post(uploadUrl);
    expect(await finish(imageId)).toEqual({ imageId, state: "ready", exposure: "open" });
    expect(await rowOf(imageId)).toMatchObject({ requireSignedUrls: false, probe: "served" });
  });

  it("that Cloudflare holds as public is never called sealed", async () => {
    const { imageId, uploadUrl } = await start();
    await post(uploadUrl);
    const { cloudflareId } = await rowOf(imageId);
    await cloudflare().setPrivacy(cloudflareId ?? "", false);
    expect(await finish(imageId)).toMatchObject({ state: "ready", exposure: "open" });
    const row = await rowOf(imageId);
    expect(row.requireSignedUrls).toBe(false);
    expect(row.failure).toMatch(/holds it as public/);
    expect(await eventsOf(imageId)).toContain("image.drifted");
  });

  it("of a kind that we do not take is removed again", async () => {
    const { imageId, uploadUrl } = await start();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    expect((await post(uploadUrl, svg, "image/svg+xml")).status).toBe(200);
    const { cloudflareId } = await rowOf(imageId);
    expect(await finish(imageId)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/not a JPEG/),
    });
    expect(await cloudflare().getImage(cloudflareId ?? "")).toBeNull();
    expect(await rowOf(imageId)).toMatchObject({ state: "failed", cloudflareId: null, dueAt: null });
  });

  it("finished by eight at once happens once", async () => {
    const { imageId, uploadUrl } = await start();
    await post(uploadUrl);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => finish(imageId)));
    expect(outcomes.filter((outcome) => outcome?.state === "ready").length).toBeGreaterThan(0);
    expect(outcomes.every((outcome) => ["ready", "measuring"].includes(outcome?.state ?? ""))).toBe(true);
    expect(await eventsOf(imageId)).toEqual(["image.upload-requested", "image.received", "image.measured"]);
  });

  it("may be finished by a colleague, and stays the uploader's", async () => {
    const { imageId, uploadUrl } = await start();
    await post(uploadUrl);
    await finish(imageId, admin);
    const received = await db().auditEvent.findFirst({
      where: { subjectId: imageId, action: "image.received" },
    });
    expect(received?.actorId).toBe(editor.id);
  });
});

describe("when nobody comes back", () => {
  it("an upload whose tab died becomes ready by itself", async () => {
    const { imageId, uploadUrl } = await start();
    await post(uploadUrl);
    expect(await settleDue(system, { limit: 10 })).toEqual([]);
    pass(10);
    expect(await settleDue(system, { limit: 10 })).toEqual([{ imageId, state: "ready", exposure: "sealed" }]);
    expect(await settleDue(system, { limit: 10 })).toEqual([]);
  });

  it("many settle at once, each row once", async () => {
    const tickets = await startUploads(editor, {
      private: true,
      files: Array.from({ length: 6 }, () => file()),
    });
    await Promise.all(tickets.map((ticket) => post(opened(ticket).uploadUrl)));
    pass(10);
    const runs = await Promise.all(Array.from({ length: 4 }, () => settleDue(system, { limit: 3 })));
    expect(runs.flat().length).toBe(6);
    expect(await db().image.count({ where: { state: "ready" } })).toBe(6);
    const measured = await db().auditEvent.count({
      where: { action: "image.measured", subjectId: { in: tickets.map((ticket) => opened(ticket).imageId) } },
    });
    expect(measured).toBe(6);
  });

  it("an upload that never came is failed once its URL is over, and says so", async () => {
    const { imageId, uploadUrl } = await start();
    const { cloudflareId } = await rowOf(imageId);
    pass(30 * 60 + 60);
    expect((await settleDue(system, { limit: 10 }))[0]).toMatchObject({ state: "waiting" });
    pass(120);
    expect((await settleDue(system, { limit: 10 }))[0]).toMatchObject({ state: "failed" });
    expect((await rowOf(imageId)).failure).toMatch(/Nothing arrived/);
    expect(await cloudflare().getImage(cloudflareId ?? "")).toBeNull();
    expect((await post(uploadUrl)).status).toBe(404);
    const [renewed] = await renewUploads(editor, { imageIds: [imageId] });
    expect(renewed).toMatchObject({ ok: false, message: expect.stringMatching(/Choose the file again/) });
    expect(await cancelUploads(editor, { imageIds: [imageId] })).toEqual([{ imageId, state: "gone" }]);
  });

  it("an interrupted measuring goes on when its lease is over", async () => {
    const { imageId, uploadUrl } = await start();
    await post(uploadUrl);
    await db().image.update({
      where: { id: imageId },
      data: { state: "received", dueAt: new Date(world.clock.now.getTime() + 60_000) },
    });
    expect(await finish(imageId)).toEqual({ imageId, state: "measuring" });
    pass(61);
    expect(await finish(imageId)).toMatchObject({ state: "ready" });
  });

  it("an intent whose server stopped is failed", async () => {
    const { imageId } = await start();
    const data = { ...(await rowOf(imageId)), id: randomUUID(), uploadKey: "x", cloudflareId: null };
    await db().image.create({ data: { ...data, state: "requested", uploadExpiresAt: null } });
    pass(121);
    const outcomes = await settleDue(system, { limit: 10 });
    expect(outcomes.find((outcome) => outcome.imageId === data.id)?.state).toBe("failed");
  });

  it("an image deleted at Cloudflare before it was measured is failed after several looks", async () => {
    const { imageId, uploadUrl } = await start();
    await post(uploadUrl);
    const { cloudflareId } = await rowOf(imageId);
    await db().image.update({ where: { id: imageId }, data: { state: "received", dueAt: world.clock.now } });
    await cloudflare().deleteImage(cloudflareId ?? "");
    for (let n = 0; n < 8; n += 1) {
      expect((await rowOf(imageId)).state).toBe("received");
      await settleDue(system, { limit: 1 });
      pass(3600);
    }
    expect(await rowOf(imageId)).toMatchObject({ state: "failed", cloudflareId: null });
  });
});

it("of somebody who is disabled ends with the account", async () => {
  const leaver = await world.actor("editor");
  const { imageId, uploadUrl } = await start(leaver);
  const arrived = await start(leaver);
  expect((await post(arrived.uploadUrl)).status).toBe(200);
  const other = await start(editor);
  const owner = await world.actor("owner");
  await disablePerson(owner, { userId: leaver.id });
  expect(await rowOf(imageId)).toMatchObject({ uploadExpiresAt: world.clock.now, dueAt: world.clock.now });
  const outcomes = await settleDue(system, { limit: 10 });
  expect(new Map(outcomes.map((one) => [one.imageId, one.state]))).toEqual(
    new Map([
      [imageId, "failed"],
      [arrived.imageId, "ready"],
    ]),
  );
  expect((await post(uploadUrl)).status).toBe(404);
  expect((await post(other.uploadUrl)).status).toBe(200);
  const [late] = await startUploads(leaver, { private: true, files: [file()] });
  expect(late).toMatchObject({ ok: false });
});

describe("asking again", () => {
  it("with the same key finds the same row: a fresh URL, or done", async () => {
    const wanted = file();
    const ask = async () => (await startUploads(editor, { private: true, files: [wanted] }))[0];
    const first = opened(await ask());
    const second = opened(await ask());
    expect(second.imageId).toBe(first.imageId);
    expect(second.uploadUrl).not.toBe(first.uploadUrl);
    expect((await post(first.uploadUrl)).status).toBe(404);
    expect((await post(second.uploadUrl)).status).toBe(200);
    expect(await ask()).toEqual({ key: wanted.key, ok: true, imageId: first.imageId, done: true });
    await finish(first.imageId);
    expect(await ask()).toMatchObject({ done: true });
    expect(await db().image.count()).toBe(1);
  });

  it("by sixteen at once leaves one row and one draft", async () => {
    const wanted = file();
    const tickets = (
      await Promise.all(
        Array.from({ length: 16 }, () => startUploads(editor, { private: true, files: [wanted] })),
      )
    ).flat();
    expect(await db().image.count()).toBe(1);
    const urls = tickets.flatMap((ticket) => (ticket.ok && "uploadUrl" in ticket ? [ticket.uploadUrl] : []));
    const drafts = await Promise.all(urls.map((url) => cloudflare().getImage(url.split("/").at(-1) ?? "")));
    expect(drafts.filter(Boolean)).toHaveLength(1);
    const accepted = await Promise.all(urls.map(async (url) => (await post(url)).status));
    expect(accepted.filter((status) => status === 200)).toHaveLength(1);
    expect(await finish(tickets.find(({ imageId }) => imageId)?.imageId ?? "")).toMatchObject({
      state: "ready",
    });
  });

  it("renews one's own, not a colleague's", async () => {
    const { imageId, uploadUrl } = await start();
    const [other] = await renewUploads(admin, { imageIds: [imageId] });
    expect(other).toMatchObject({ ok: false, imageId });
    const [mine] = await renewUploads(editor, { imageIds: [imageId] });
    expect((await post(uploadUrl)).status).toBe(404);
    expect((await post(opened(mine).uploadUrl)).status).toBe(200);
    expect(await eventsOf(imageId)).toEqual(["image.upload-requested", "image.upload-renewed"]);
    expect(await renewUploads(editor, { imageIds: [imageId] })).toMatchObject([{ done: true }]);
  });

  it("names a file twice in one list: one URL", async () => {
    const wanted = file();
    const tickets = await startUploads(editor, { private: true, files: [wanted, wanted] });
    expect(tickets.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it("stops at the person's limit", async () => {
    await db().image.createMany({
      data: Array.from({ length: maxUnfinished - 1 }, (_, n) => ({
        uploadKey: `limit ${n}`,
        state: "requested" as const,
        requireSignedUrls: true,
        name: "x",
        fileName: "x",
        searchText: "",
        uploadedById: editor.id,
      })),
    });
    const tickets = await startUploads(editor, { private: true, files: [file(), file()] });
    expect(tickets).toMatchObject([
      { ok: true },
      { ok: false, message: expect.stringMatching(/500 unfinished/) },
    ]);
    expect(await startUploads(admin, { private: true, files: [file()] })).toMatchObject([{ ok: true }]);
  });
});

describe("cancelling", () => {
  it("closes the URL, and the row goes last", async () => {
    const { imageId, uploadUrl } = await start();
    const { cloudflareId } = await rowOf(imageId);
    expect(await cancelUploads(editor, { imageIds: [imageId] })).toEqual([{ imageId, state: "gone" }]);
    expect((await post(uploadUrl)).status).toBe(404);
    expect(await cloudflare().getImage(cloudflareId ?? "")).toBeNull();
    expect(await db().image.count()).toBe(0);
    expect(await eventsOf(imageId)).toEqual(["image.upload-requested", "image.upload-cancelled"]);
    expect(await finish(imageId)).toEqual({ imageId, state: "gone" });
  });

  it("leaves what has arrived, and what is not one's own", async () => {
    const { imageId, uploadUrl } = await start(admin);
    expect(await cancelUploads(editor, { imageIds: [imageId] })).toMatchObject([{ state: "waiting" }]);
    await post(uploadUrl);
    await finish(imageId);
    expect(await cancelUploads(admin, { imageIds: [imageId] })).toMatchObject([{ state: "ready" }]);
  });
});
