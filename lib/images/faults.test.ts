import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { finishUploads, settleDue } from "@/lib/images/finish-uploads";
import { startUploads } from "@/lib/images/start-uploads";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let editor: Actor;
let png: Buffer;
type Fault = Parameters<typeof world.standIn.faults.add>[0];

beforeAll(async () => {
  editor = await world.actor("editor");
  png = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#aa5" } })
    .png()
    .toBuffer();
});
beforeEach(async () => {
  world.standIn.faults.clear();
  await db().image.deleteMany();
  pass(3600);
  await prepareAccount(await world.actor("admin"));
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};
const file = (key: string = randomUUID()) => ({
  key,
  name: "a.png",
  bytes: png.length,
  type: "image/png" as const,
});
const ask = async (key?: string) => (await startUploads(editor, { private: true, files: [file(key)] }))[0];

async function arrived() {
  const ticket = await ask();
  if (!ticket?.ok || !("uploadUrl" in ticket)) throw new Error("no URL");
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(png)], { type: "image/png" }), "a.png");
  await fetch(ticket.uploadUrl, { method: "POST", body: form });
  return ticket.imageId;
}
const finish = async (imageId: string) => (await finishUploads(editor, { imageIds: [imageId] }))[0];
const rowOf = (id: string) => db().image.findUniqueOrThrow({ where: { id } });
const eventsOf = async (subjectId: string) =>
  (await db().auditEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("finishing while Cloudflare misbehaves", () => {
  const details = { host: "api" as const, method: "GET", path: "/v1/[0-9a-f-]{36}$" };
  const blob = { host: "api" as const, path: "/blob$" };
  const always = { times: null };
  const faults: [string, Fault][] = [
    ["details: connection lost", { kind: "reset", ...details, ...always }],
    ["details: 503", { kind: "error", status: 503, ...details, ...always }],
    ["details: a web page", { kind: "answer", status: 200, body: "<html>", ...details, ...always }],
    ["details: forbidden", { kind: "error", status: 403, code: 10_000, text: true, ...details, ...always }],
    ["details: limited", { kind: "rate-limit", retryAfter: 60, ...details, ...always }],
    ["original: connection lost", { kind: "reset", ...blob, ...always }],
    ["original: cut in the middle", { kind: "cut", ...blob, ...always }],
    ["original: 500 as text", { kind: "error", status: 500, text: true, ...blob, ...always }],
    ["original: too large", { kind: "padded", bytes: 12 * 1024 * 1024, ...blob, ...always }],
    ["original: not found yet", { kind: "error", status: 404, code: 5404, text: true, ...blob, ...always }],
  ];
  it.each(faults)("%s: nothing is lost, and it goes on by itself", async (_, fault) => {
    const imageId = await arrived();
    world.standIn.faults.add(fault);
    const troubled = await finish(imageId);
    expect(["waiting", "measuring"]).toContain(troubled?.state);
    expect(troubled?.message).toBeTruthy();
    world.standIn.faults.clear();
    pass(400);
    expect(await settleDue(system, { limit: 10 })).toEqual([{ imageId, state: "ready", exposure: "sealed" }]);
    expect(await eventsOf(imageId)).toEqual(["image.upload-requested", "image.received", "image.measured"]);
  });

  describe("a token that may not read originals", () => {
    const refused: Fault = { kind: "error", status: 403, code: 10_000, text: true, ...blob, ...always };
    const unknown = { sha256: null, mimeType: null, bytes: null, width: null, height: null };

    it.each([10_000, 5403])("(%d) leaves the facts unknown, not the image unfinished", async (code) => {
      const imageId = await arrived();
      world.standIn.faults.add({ ...refused, code });
      expect(await finish(imageId)).toEqual({ imageId, state: "ready", exposure: "sealed" });
      const row = await rowOf(imageId);
      expect(row).toMatchObject({ ...unknown, hasLocation: null, probe: "refused" });
      expect(row.placeholder).toMatch(/^data:image/);
      expect(row.dueAt?.getTime()).toBeGreaterThan(world.clock.now.getTime());
    });

    it("that is allowed to later has them read then", async () => {
      const imageId = await arrived();
      world.standIn.faults.add(refused);
      await finish(imageId);
      pass(6 * 3600);
      await settleDue(system, { limit: 10 });
      expect(await rowOf(imageId)).toMatchObject(unknown);
      world.standIn.faults.clear();
      pass(6 * 3600);
      await settleDue(system, { limit: 10 });
      const known = { mimeType: "image/png", bytes: png.length, width: 60, height: 40, hasLocation: false };
      expect(await rowOf(imageId)).toMatchObject({ ...known, dueAt: null });
      expect((await rowOf(imageId)).sha256).toHaveLength(32);
      expect((await eventsOf(imageId)).slice(-2)).toEqual(["image.measured", "image.measured"]);
    });

    it("and nothing else either, is not mistaken for one that may", async () => {
      const imageId = await arrived();
      await db().image.update({
        where: { id: imageId },
        data: { state: "received", dueAt: world.clock.now },
      });
      world.standIn.faults.add({ ...refused, path: "/v1/" });
      expect(await finish(imageId)).toMatchObject({ state: "measuring" });
    });
  });

  it("a probe without an answer is owed, and made later", async () => {
    const imageId = await arrived();
    world.standIn.faults.add({ kind: "reset", host: "delivery", times: null });
    expect(await finish(imageId)).toMatchObject({ state: "ready" });
    expect(await rowOf(imageId)).toMatchObject({ probe: "unreachable", placeholder: null });
    world.standIn.faults.clear();
    pass(60);
    await settleDue(system, { limit: 10 });
    expect(await rowOf(imageId)).toMatchObject({ probe: "refused", dueAt: null });
  });

  it("a private image that a stranger is shown is open, whatever its flag says", async () => {
    const imageId = await arrived();
    const headers = { "content-type": "image/png" };
    world.standIn.faults.add({
      kind: "answer",
      host: "delivery",
      status: 200,
      headers,
      body: "x",
      times: null,
    });
    expect(await finish(imageId)).toMatchObject({ state: "ready", exposure: "open" });
    expect(await rowOf(imageId)).toMatchObject({ requireSignedUrls: true, probe: "served" });
    for (let n = 0; n < 12; n += 1) {
      pass(3600);
      expect(await settleDue(system, { limit: 10 })).toMatchObject([{ exposure: "open" }]);
    }
    world.standIn.faults.clear();
    world.standIn.faults.add({ kind: "reset", host: "delivery", times: null });
    pass(3600);
    expect(await settleDue(system, { limit: 10 })).toMatchObject([{ exposure: "open" }]);
    // The copy has gone at last: nobody calls it open any longer.
    world.standIn.faults.clear();
    pass(3600);
    await settleDue(system, { limit: 10 });
    expect(await rowOf(imageId)).toMatchObject({ probe: "refused", dueAt: null, attempts: 0 });
  });

  it("an arrival that Cloudflare shows late is waited for", async () => {
    world.standIn.faults.set({ slowDraftSeconds: 20 });
    const imageId = await arrived();
    expect(await finish(imageId)).toEqual({ imageId, state: "waiting" });
    pass(30);
    expect(await settleDue(system, { limit: 10 })).toMatchObject([{ state: "ready" }]);
  });

  it("stops asking when Cloudflare wants to be left alone", async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, arrived));
    pass(10);
    world.standIn.faults.add({ kind: "rate-limit", lock: true });
    expect((await settleDue(system, { limit: 50 })).map(({ state }) => state)).not.toContain("failed");
    expect(await db().image.count({ where: { state: "ready" } })).toBeLessThan(4);
    pass(400);
    await settleDue(system, { limit: 50 });
    expect(await db().image.count({ where: { state: "ready", id: { in: ids } } })).toBe(12);
  });
});

describe("asking for a URL while Cloudflare misbehaves", () => {
  const create = { method: "POST", path: "/direct_upload$" };
  const faults: [string, Fault][] = [
    ["503", { kind: "error", status: 503, ...create }],
    ["connection lost before", { kind: "reset", ...create }],
    ["answer lost after it was done", { kind: "lost", ...create }],
    ["odd answer", { kind: "answer", status: 200, body: "{}", ...create }],
    ["refused", { kind: "error", status: 403, code: 5403, ...create }],
  ];
  it.each(faults)("%s: one row, and the same key works later", async (_, fault) => {
    const key = randomUUID();
    world.standIn.faults.add(fault);
    const first = await ask(key);
    expect(first).toMatchObject({ ok: false, key, imageId: expect.any(String) });
    expect(first?.ok === false && first.message).toBeTruthy();
    expect(await ask(key)).toMatchObject({
      ok: true,
      imageId: first?.imageId,
      uploadUrl: expect.any(String),
    });
    expect(await db().image.count()).toBe(1);
  });
});
