import { createHash } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { roles } from "@/lib/auth/roles";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { imageForm, picture } from "@/lib/cloudflare/stand-in/testing";
import { db } from "@/lib/db";
import { findForeign } from "@/lib/sync/foreign";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { trashImages } from "@/lib/trash/mutations";
import { planTrash } from "@/lib/trash/queries";
import { copyToPrivate } from "./copy";
import { settleReseals } from "./mutations";
import { getCopy } from "./queries";
import { maxTries } from "./rules";

const world = openWorld();
let admin: Actor;
beforeAll(async () => {
  admin = await world.actor("admin");
  await prepareAccount(admin);
});
beforeEach(() => pass(30));
afterEach(() => world.standIn.faults.clear());
const pass = (minutes: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
};

/** A picture that somebody stored under an id of their choosing, with its row. */
async function chosen(id = `shop/${crypto.randomUUID().slice(0, 8)}/lamp 50%.jpg`) {
  const bytes = await picture();
  const path = `/client/v4/accounts/${world.standIn.accountId}/images/v1`;
  const answer = await fetch(world.standIn.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${world.standIn.token}`, accept: "application/json" },
    body: imageForm(bytes, { id }),
  });
  expect(answer.status).toBe(200);
  const row = await db().image.create({
    data: {
      uploadKey: crypto.randomUUID(),
      cloudflareId: id,
      state: "ready",
      requireSignedUrls: false,
      name: "Lamp",
      fileName: "lamp.jpg",
      tags: ["spring"],
      searchText: " lamp",
      checkedAt: world.clock.now,
      readyAt: world.clock.now,
      uploadedById: admin.id,
    },
  });
  return { id, row, sha256: createHash("sha256").update(bytes).digest() };
}
const rowOf = (id: string) => db().image.findUniqueOrThrow({ where: { id } });
const status = async (cloudflareId: string) => (await fetch(deliveryUrl(cloudflareId, "public"))).status;
const events = async (subjectId: string) =>
  (await db().auditEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
    ({ action, details }) => [action, details],
  );

describe("a copy to a private image", () => {
  test("keeps the public one unless told otherwise, with a row of its own", async () => {
    const { id, row } = await chosen();
    await copyToPrivate(admin, { imageId: row.id, keepOld: true });
    expect(await getCopy(admin, { imageId: row.id })).toMatchObject({
      step: "done",
      keepOld: true,
      failure: null,
    });
    const now = await rowOf(row.id);
    expect(now).toMatchObject({ requireSignedUrls: true, probe: "refused", tags: ["spring"], name: "Lamp" });
    expect(now.cloudflareId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await status(now.cloudflareId ?? "")).toBe(403);
    expect(await cloudflare().getImage(now.cloudflareId ?? "")).toMatchObject({ requireSignedURLs: true });
    expect(await status(id)).toBe(200);
    expect(await db().image.findUniqueOrThrow({ where: { cloudflareId: id } })).toMatchObject({
      state: "ready",
      requireSignedUrls: false,
      name: "Lamp",
      notes: expect.stringContaining("can still see it"),
    });
    expect(await events(row.id)).toEqual([
      ["image.copy-asked", { keeps: true }],
      ["image.copied", { step: "swapped", before: id, now: now.cloudflareId, kept: true }],
    ]);
    // The kept one goes by itself, for good: it cannot lie private in the trash.
    const kept = await db().image.findUniqueOrThrow({ where: { cloudflareId: id } });
    expect(await planTrash(admin, { imageIds: [kept.id] })).toMatchObject({ images: 1, open: 0, forever: 1 });
    expect(await trashImages(admin, { imageIds: [kept.id], links: "end" })).toMatchObject([
      { ok: true, to: "deleted" },
    ]);
    expect(await status(id)).toBe(404);
  });

  test("deletes the public one only when the copy is proven, and measures that its address is gone", async () => {
    const { id, row, sha256 } = await chosen();
    await copyToPrivate(admin, { imageId: row.id, keepOld: false });
    expect(await getCopy(admin, { imageId: row.id })).toMatchObject({ step: "done", keepOld: false });
    expect(await status(id)).toBe(404);
    const { cloudflareId } = await rowOf(row.id);
    const { body } = await cloudflare().downloadOriginal(cloudflareId ?? "");
    const hash = createHash("sha256");
    for await (const chunk of body) hash.update(chunk);
    expect(hash.digest()).toEqual(sha256);
    expect((await events(row.id)).at(-1)).toEqual(["image.copied", { step: "measured", answer: "absent" }]);
    expect(await db().image.count({ where: { cloudflareId: id } })).toBe(0);
  });

  test("a server that dies at any step is taken over: one copy, and the public one untouched until then", async () => {
    const steps = [
      { method: "GET", path: "/blob$" },
      { method: "POST", path: "/direct_upload$" },
      { host: "upload" as const },
      { method: "GET", path: "/images/v1/[0-9a-f-]{36}$" },
      { host: "delivery" as const },
      { method: "DELETE", path: "/images/v1/shop" },
    ];
    for (const step of steps) {
      const { id, row } = await chosen();
      world.standIn.faults.add({ kind: "error", status: 503, times: 6, ...step });
      await copyToPrivate(admin, { imageId: row.id, keepOld: false });
      const copy = await getCopy(admin, { imageId: row.id });
      if (copy?.step === "copying" || copy?.step === "checking") expect(await status(id)).not.toBe(404);
      world.standIn.faults.clear();
      for (let tries = 0; tries < 5; tries++) {
        pass(11);
        await settleReseals(system, { limit: 4 });
      }
      expect(await getCopy(admin, { imageId: row.id }), JSON.stringify(step)).toMatchObject({ step: "done" });
      expect(await status(id)).toBe(404);
      const { cloudflareId } = await rowOf(row.id);
      const { images } = await cloudflare().listImages({ perPage: 1_000 });
      const ours = images.filter(({ meta }) => meta.id === row.id).map((image) => image.id);
      expect(ours).toEqual([cloudflareId]);
    }
  });

  test("given up, it leaves everything as it was", async () => {
    const { id, row } = await chosen();
    world.standIn.faults.add({ kind: "error", status: 503, times: null, method: "GET", path: "/blob$" });
    await copyToPrivate(admin, { imageId: row.id, keepOld: false });
    for (let tries = 0; tries < maxTries + 2; tries++) {
      pass(70);
      await settleReseals(system, { limit: 4 });
    }
    expect(await getCopy(admin, { imageId: row.id })).toMatchObject({ step: "failed" });
    expect(await rowOf(row.id)).toMatchObject({ cloudflareId: id, requireSignedUrls: false });
    world.standIn.faults.clear();
    expect(await status(id)).toBe(200);
    expect((await events(row.id)).at(-1)?.[0]).toBe("image.copy-failed");
  });

  test("while it is under way neither end is a foreign image, and there is one at a time", async () => {
    const { row } = await chosen();
    world.standIn.faults.add({ kind: "error", status: 503, times: null, host: "delivery" });
    await copyToPrivate(admin, { imageId: row.id, keepOld: true });
    expect(await getCopy(admin, { imageId: row.id })).toMatchObject({ step: "checking" });
    const { images } = await cloudflare().listImages({ perPage: 1_000 });
    expect(images.some(({ meta }) => meta.id === row.id)).toBe(true);
    expect((await findForeign(images)).filter(({ meta }) => meta.id === row.id)).toEqual([]);
    await expect(copyToPrivate(admin, { imageId: row.id, keepOld: true })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  test("is for images that need it, and for those who may", async () => {
    const { row } = await chosen();
    const other = await db().image.create({
      data: {
        uploadKey: crypto.randomUUID(),
        cloudflareId: crypto.randomUUID(),
        state: "ready",
        requireSignedUrls: false,
        name: "Ours",
        fileName: "ours.jpg",
        searchText: "",
        uploadedById: admin.id,
      },
    });
    await expect(copyToPrivate(admin, { imageId: other.id, keepOld: true })).rejects.toThrow(/as it is/);
    for (const role of roles) {
      const call = copyToPrivate(await world.actor(role), { imageId: crypto.randomUUID(), keepOld: false });
      const may = role === "owner" || role === "admin";
      await expect(call).rejects.toMatchObject({ code: may ? "NOT_FOUND" : "FORBIDDEN" });
    }
    expect(await getCopy(admin, { imageId: row.id })).toBeNull();
  });
});
