import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { roles } from "@/lib/auth/roles";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { imageForm, picture } from "@/lib/cloudflare/stand-in/testing";
import { db } from "@/lib/db";
import { summariseExposure } from "@/lib/exposure/queries";
import { finishUploads } from "@/lib/images/finish-uploads";
import { listImages } from "@/lib/images/queries";
import { imageQuerySchema } from "@/lib/images/schema";
import { startUploads } from "@/lib/images/start-uploads";
import { planJob } from "@/lib/jobs/queries";
import { checkAccount, prepareAccount } from "@/lib/sync/mutations";
import { goneFailure, importShare, newPass, writePass } from "@/lib/sync/rules";
import { openWorld } from "@/lib/testing";
import { advanceImport, cancelImport, pauseImport, resumeImport, startImport } from "./mutations";
import { getImportDesk, listFindings } from "./queries";
import { survey } from "./survey";

const world = openWorld();
let owner: Actor;
beforeAll(async () => {
  owner = await world.actor("owner");
  await prepareAccount(owner);
});
beforeEach(() => pass(1));
afterEach(async () => {
  world.standIn.faults.clear();
  await db().import.updateMany({ data: { active: null, state: "done" } });
  await db().installation.update({ where: { id: 1 }, data: { syncCursor: null, syncStartedAt: null } });
  await db().image.deleteMany();
  await standIn("POST", "/__control/reset");
  await prepareAccount(owner);
});
const pass = (minutes: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
};

const standIn = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(world.standIn.url + path, {
    method,
    headers: { authorization: `Bearer ${world.standIn.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
};
const seed = (images: number) => standIn("POST", "/__control/seed", { images });

/** Stores a picture as somebody with the API, and not Darkroom, would. */
async function store(fields: Record<string, string>, fileName = "stored.jpg") {
  const form = imageForm(await picture(), fields, fileName);
  const path = `/client/v4/accounts/${world.standIn.accountId}/images/v1`;
  const answer = await fetch(world.standIn.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${world.standIn.token}`, accept: "application/json" },
    body: form,
  });
  const { result } = (await answer.json()) as { result: { id: string } };
  return result.id;
}

async function look() {
  let check = await checkAccount(owner);
  while (!check.complete) check = await checkAccount(owner);
}
/** Begins one, told what the account's last reading said. */
async function begin(actor: Actor = owner) {
  const { look: seen } = await getImportDesk(actor);
  return startImport(actor, { expected: seen.newPrivate + seen.newPublic });
}
/** Runs the import to its end, as an open page would, with the clock moved on when it has to wait. */
async function bringIn() {
  const { importId } = await begin();
  await goOn();
  return importId;
}
async function goOn() {
  while ((await db().import.count({ where: { state: "running" } })) > 0) {
    const { resumesAt } = await advanceImport(owner);
    if (resumesAt && resumesAt > world.clock.now) world.clock.now = resumesAt;
  }
}
const rowOf = (cloudflareId: string) => db().image.findUniqueOrThrow({ where: { cloudflareId } });
const found = async (q: string) =>
  (await listImages(owner, imageQuerySchema.parse({ q }))).images.map(({ name }) => name).sort();
const report = async (importId: number) => {
  const { past } = await getImportDesk(owner);
  return past.find(({ id }) => id === importId);
};

describe("what an import would do", () => {
  test("is counted before it begins: private, public, and under chosen ids", async () => {
    await expect(begin()).rejects.toMatchObject({ code: "CONFLICT" });
    await seed(6);
    await store({ id: "campaign/hero" });
    await look();
    const { look: seen, current, looking } = await getImportDesk(owner);
    expect(seen).toMatchObject({ stored: 7, known: 0, newPrivate: 3, newPublic: 4, newCustom: 1 });
    expect({ current, looking }).toEqual({ current: null, looking: null });
    // Told another number than is so by now: nothing begins.
    await expect(startImport(owner, { expected: 6 })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db().image.count()).toBe(0);
  });
});

describe("an import", () => {
  test("makes rows of everything: name, uploader, time, flag, and what is not known is not claimed", async () => {
    const seeded = world.clock.now;
    await seed(4);
    const custom = await store({ id: "autumn 2026/50% off.jpg" });
    await look();
    pass(5);
    const importId = await bringIn();
    const rows = await db().image.findMany({ orderBy: { name: "asc" } });
    expect(rows.map(({ name }) => name)).toEqual([
      "seed-0.png",
      "seed-1.png",
      "seed-2.png",
      "seed-3.png",
      "stored.jpg",
    ]);
    for (const row of rows)
      expect(row).toMatchObject({
        state: "ready",
        uploadedById: owner.id,
        createdAt: seeded,
        importId,
        ...{ sha256: null, bytes: null, width: null, probe: null, dueAt: null },
      });
    expect(rows.map(({ requireSignedUrls }) => requireSignedUrls)).toEqual([false, true, false, true, false]);
    expect(await report(importId)).toMatchObject({
      state: "done",
      read: 5,
      imported: 5,
      importedPrivate: 2,
      importedPublic: 3,
      customIds: 1,
      refused: 0,
    });
    expect((await getImportDesk(owner)).look).toMatchObject({ known: 5, newPrivate: 0, newPublic: 0 });
    expect(await found(`import:${importId}`)).toHaveLength(5);
    expect(await found("is:custom-id")).toEqual(["stored.jpg"]);
    expect(await found("-is:custom-id")).toHaveLength(4);
    expect((await fetch(deliveryUrl(custom, "public"))).status).toBe(200);
    const events = await db().auditEvent.findMany({
      where: { action: { startsWith: "account.import" } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["account.import-started", owner.id],
      ["account.imported", owner.id],
      ["account.import-finished", owner.id],
    ]);
  });

  test("a private one is unknown until a stranger was refused; facts come later, within the budget", async () => {
    await seed(4);
    await look();
    await bringIn();
    expect((await summariseExposure(owner)).counts).toMatchObject({ sealed: 0, unknown: 2, open: 2 });
    expect((await getImportDesk(owner)).survey).toEqual({ untried: 2, unread: 4, capped: false });
    await survey(system, { forMs: 5_000 });
    expect((await summariseExposure(owner)).counts).toMatchObject({ sealed: 2, unknown: 0, open: 2 });
    for (const row of await db().image.findMany())
      expect(row).toMatchObject({ mimeType: "image/png", width: 64, height: 48, dueAt: null });
    expect((await getImportDesk(owner)).survey).toEqual({ untried: 0, unread: 0, capped: false });
  });

  test("while the delivery host is silent nothing is concluded, and the images stay untried", async () => {
    await seed(4);
    await look();
    await bringIn();
    world.standIn.faults.add({ kind: "error", status: 503, host: "delivery", times: null });
    await survey(system, { forMs: 500 });
    expect(await db().image.count({ where: { requireSignedUrls: true, probe: null } })).toBe(2);
    expect((await summariseExposure(owner)).counts.unknown).toBe(2);
  });

  test("originals are read within a share of the budget, and not at all while the token may not read them", async () => {
    await seed(8);
    await look();
    await bringIn();
    pass(1);
    const minute = new Date(Math.floor(world.clock.now.getTime() / 60_000) * 60_000);
    // Jobs have used all of the share but what one claim needs.
    await db().jobBudget.create({ data: { minute, used: 37 } });
    await survey(system, { forMs: 5_000 });
    expect((await getImportDesk(owner)).survey).toEqual({ untried: 0, unread: 5, capped: false });
    expect(await db().jobBudget.findUniqueOrThrow({ where: { minute } })).toMatchObject({ used: 40 });
    pass(1);
    const denied = {
      kind: "error",
      status: 403,
      code: 10_000,
      method: "GET",
      path: "/blob$",
      times: null,
    } as const;
    world.standIn.faults.add(denied);
    await survey(system, { forMs: 5_000 });
    const asked = world.standIn.faults.report()[0]?.struck ?? 0;
    expect(asked).toBeGreaterThan(0);
    pass(1);
    await survey(system, { forMs: 5_000 });
    // Those that were refused are asked for again after hours; the others wait with them.
    expect(world.standIn.faults.report()[0]?.struck).toBe(asked);
    expect((await getImportDesk(owner)).survey).toMatchObject({ unread: 5 });
  });

  test("recognises what was Darkroom's own by its anchor and rebuilds the row under its id", async () => {
    const [id, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const first = await store({ metadata: JSON.stringify({ darkroom: "1", id }), requireSignedURLs: "true" });
    const twice = await store({ metadata: JSON.stringify({ darkroom: "1", id }) });
    const odd = await store({ metadata: JSON.stringify({ darkroom: "2", id: other }) });
    await look();
    const importId = await bringIn();
    // Two say that they are the same row: one is, and neither is lost.
    const rows = await Promise.all([first, twice].map(rowOf));
    expect(rows.filter((row) => row.id === id)).toHaveLength(1);
    expect((await rowOf(odd)).id).not.toBe(other);
    expect(await report(importId)).toMatchObject({ imported: 3, rebuilt: 1 });
  });

  test("tells new, changed and vanished apart, and deletes nothing", async () => {
    await seed(4);
    await look();
    await bringIn();
    const rows = await db().image.findMany({ orderBy: { name: "asc" } });
    const [flipped, , gone] = rows;
    await cloudflare().setPrivacy(flipped?.cloudflareId ?? "", true);
    await cloudflare().deleteImage(gone?.cloudflareId ?? "");
    await store({}, "new.jpg");
    pass(15);
    const importId = await bringIn();
    expect(await report(importId)).toMatchObject({ imported: 1, changed: 1, vanished: 1, refused: 0 });
    expect(await found(`import:${importId}`)).toEqual(["new.jpg"]);
    expect(await found(`import:${importId}-changed`)).toEqual(["seed-0.png"]);
    expect(await found("is:vanished")).toEqual(["seed-2.png"]);
    expect(await rowOf(gone?.cloudflareId ?? "")).toMatchObject({ state: "ready", failure: goneFailure });
    expect(await listFindings(owner, { importId, kind: "changed" })).toMatchObject([
      { name: "seed-0.png", reason: "was public here, is private at Cloudflare" },
    ]);
    expect(await getImportDesk(owner)).toMatchObject({ look: { vanished: 1, changed: 1 }, phase: null });
  });

  test("says whether it still reads the list or already asks about what that did not show", async () => {
    await seed(3);
    await look();
    await begin();
    expect((await getImportDesk(owner)).phase).toBe("list");
    const { syncCursor } = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
    const asking = JSON.stringify({ ...JSON.parse(syncCursor ?? "{}"), phase: "verify" });
    await db().installation.update({ where: { id: 1 }, data: { syncCursor: asking } });
    expect((await getImportDesk(owner)).phase).toBe("verify");
    await goOn();
    expect((await getImportDesk(owner)).phase).toBeNull();
  });

  test("an upload meanwhile is nobody's foreign image, at any of its steps", async () => {
    await seed(3);
    await look();
    await begin();
    const [ticket] = await startUploads(owner, {
      private: true,
      files: [{ key: "meanwhile-meanwhile", name: "ours.jpg", bytes: 9, type: "image/jpeg" }],
    });
    if (!ticket?.ok || !("uploadUrl" in ticket)) throw new Error("no ticket");
    await fetch(ticket.uploadUrl, { method: "POST", body: imageForm(await picture()) });
    // An earlier try of the same row, which the row does not name any more.
    const stray = await store({ metadata: JSON.stringify({ darkroom: "1", id: ticket.imageId }) });
    await goOn();
    expect(await db().image.count()).toBe(4);
    expect(await db().image.count({ where: { cloudflareId: stray } })).toBe(0);
    await finishUploads(owner, { imageIds: [ticket.imageId] });
    expect(await db().image.findUnique({ where: { id: ticket.imageId } })).toMatchObject({ state: "ready" });
  });

  test("an image that no address can carry is refused, with the reason, and stays counted as foreign", async () => {
    await store({ id: "ä".repeat(1_010) });
    await look();
    const importId = await bringIn();
    expect(await report(importId)).toMatchObject({ imported: 0, refused: 1 });
    expect(await listFindings(owner, { importId, kind: "refused" })).toMatchObject([
      { imageId: null, reason: "its id is longer than Darkroom can keep" },
    ]);
    expect((await getImportDesk(owner)).look).toMatchObject({ newPublic: 1 });
  });
});

describe("images under a chosen id", () => {
  test("are open, are shown unsigned, and cannot be made private by any way", async () => {
    const id = await store({ id: "shop/lamp.png" });
    await look();
    await bringIn();
    const row = await rowOf(id);
    const [card] = (await listImages(owner, imageQuerySchema.parse({}))).images;
    expect(card).toMatchObject({ customId: true, exposure: { exposure: "open" } });
    expect(card?.thumbUrl).toBe(deliveryUrl(id, "darkroomthumb"));
    expect((await fetch(card?.thumbUrl ?? "")).status).toBe(200);
    const { changePrivacy } = await import("@/lib/images/mutations");
    await expect(changePrivacy(owner, { imageId: row.id, private: true })).rejects.toMatchObject({
      code: "INVALID",
    });
    expect((await rowOf(id)).privacyPendingAt).toBeNull();
    const plan = await planJob(owner, {
      selection: { query: { q: "is:custom-id" }, except: [] },
      act: { kind: "make-private" },
    });
    expect(plan).toMatchObject({ change: 0, exceptions: [{ why: "custom-id", count: 1 }] });
    const { createLinks } = await import("@/lib/links/mutations");
    const link = { imageIds: [row.id], variantIds: ["public"], recipients: [{ name: "r" }], purpose: "p" };
    const endsAt = new Date(world.clock.now.getTime() + 3_600_000);
    await expect(createLinks(owner, { ...link, endsAt } as never)).rejects.toThrow(/can never be private/);
  });
});

describe("stopped anywhere", () => {
  const pages = async () => {
    await seed(2_500);
    await look();
  };

  test("20,000 images cost a request a page, and nothing comes twice", async () => {
    await seed(20_000);
    await look();
    world.standIn.faults.add({ kind: "slow", milliseconds: 0, path: "/images/", host: "api", times: null });
    const importId = await bringIn();
    const requests = world.standIn.faults.report()[0]?.struck ?? 0;
    // Twenty pages, and what a pass asks of variants and keys.
    expect(requests).toBeGreaterThanOrEqual(20);
    expect(requests).toBeLessThanOrEqual(24);
    expect(await report(importId)).toMatchObject({ imported: 20_000, importedPrivate: 10_000, read: 20_000 });
    expect(await db().image.count()).toBe(20_000);
    expect((await summariseExposure(owner)).counts).toMatchObject({ unknown: 10_000, open: 10_000 });
  }, 120_000);

  test("a server that dies at any page or write is taken over: each image once", async () => {
    await pages();
    const { importId } = await begin();
    // The list fails at its second page; the first is kept.
    const path = "/images/v2$";
    world.standIn.faults.add({ kind: "error", status: 400, code: 5400, method: "GET", path, skip: 1 });
    await expect(advanceImport(owner)).rejects.toMatchObject({ code: "UPSTREAM" });
    expect((await getImportDesk(owner)).current).toMatchObject({ imported: 1_000, state: "running" });
    // A worker that took the pass and was never heard of again holds it for a minute.
    const { syncCursor } = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
    const heldUntil = new Date(world.clock.now.getTime() + 60_000).toISOString();
    const dead = JSON.stringify({ ...JSON.parse(syncCursor ?? ""), heldUntil });
    await db().installation.update({ where: { id: 1 }, data: { syncCursor: dead } });
    expect((await advanceImport(owner)).busy).toBe(true);
    expect((await getImportDesk(owner)).current).toMatchObject({ imported: 1_000 });
    pass(1);
    await goOn();
    expect(await report(importId)).toMatchObject({ imported: 2_500, state: "done" });
    expect(await db().image.count()).toBe(2_500);
  }, 60_000);

  test("the database fails in the middle of a page: nothing of that page is kept, and it is read again", async () => {
    await pages();
    const { importId } = await begin();
    // The cursor cannot be moved on: the rows of the page must go with it.
    await db()
      .$executeRaw`ALTER TABLE "Installation" ADD CONSTRAINT broken CHECK ("syncCursor" NOT LIKE '%"read":2000%')`;
    await expect(advanceImport(owner)).rejects.toThrow();
    expect(await db().image.count()).toBe(1_000);
    await db().$executeRaw`ALTER TABLE "Installation" DROP CONSTRAINT broken`;
    pass(2);
    await goOn();
    expect(await report(importId)).toMatchObject({ imported: 2_500 });
    expect(await db().image.count()).toBe(2_500);
  }, 60_000);

  test("two at once: the account is read once", async () => {
    await pages();
    const { importId } = await begin();
    const slices = await Promise.allSettled([1, 2, 3].map(() => advanceImport(owner)));
    expect(slices.every(({ status }) => status === "fulfilled")).toBe(true);
    await goOn();
    expect(await report(importId)).toMatchObject({ imported: 2_500, read: 2_500 });
  }, 60_000);

  test("a server that is slow, and not dead, is overtaken: what it read late is thrown away", async () => {
    await pages();
    const { importId } = await begin();
    world.standIn.faults.add({ kind: "slow", milliseconds: 1_500, method: "GET", path: "/images/v2$" });
    const slow = advanceImport(owner);
    // It holds the pass, and waits for its first page; a minute later it is given up for lost.
    await expect
      .poll(async () => (await db().installation.findUniqueOrThrow({ where: { id: 1 } })).syncCursor)
      .toContain('heldUntil":"');
    pass(2);
    await goOn();
    expect(await report(importId)).toMatchObject({ imported: 2_500, read: 2_500, state: "done" });
    expect(await slow).toMatchObject({ busy: true });
    expect(await report(importId)).toMatchObject({ imported: 2_500, read: 2_500 });
    expect(await db().image.count()).toBe(2_500);
  }, 60_000);

  test("a token that Cloudflare takes no more begins the list anew, and nothing is counted twice", async () => {
    await pages();
    const { importId } = await begin();
    world.standIn.faults.add({
      kind: "error",
      status: 400,
      code: 5400,
      method: "GET",
      path: "/images/v2$",
      skip: 2,
    });
    await expect(advanceImport(owner)).rejects.toMatchObject({ code: "UPSTREAM" });
    await goOn();
    expect(await report(importId)).toMatchObject({ imported: 2_500, read: 2_500 });
  }, 60_000);

  test("is paused, checked in between, resumed for days later, and cancelled", async () => {
    await pages();
    const { importId } = await begin();
    await expect(begin()).rejects.toMatchObject({ code: "CONFLICT" });
    await db().installation.update({
      where: { id: 1 },
      data: { syncCursor: writePass({ ...newPass, importId }) },
    });
    world.standIn.faults.add({
      kind: "error",
      status: 400,
      code: 5400,
      method: "GET",
      path: "/images/v2$",
      skip: 1,
    });
    await expect(advanceImport(owner)).rejects.toMatchObject({ code: "UPSTREAM" });
    await pauseImport(owner, { importId });
    await expect(pauseImport(owner, { importId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await getImportDesk(owner)).current).toMatchObject({ state: "paused", imported: 1_000 });
    // A check of the account is free to run, and brings nothing in.
    await look();
    expect(await db().image.count()).toBe(1_000);
    expect((await getImportDesk(owner)).look).toMatchObject({ stored: 2_500, known: 1_000 });
    pass(3 * 24 * 60);
    const admin = await world.actor("admin");
    await resumeImport(admin, { importId });
    await goOn();
    expect(await report(importId)).toMatchObject({ imported: 2_500, state: "done" });
    expect(await db().image.count({ where: { uploadedById: admin.id } })).toBe(1_500);

    const second = await begin();
    await cancelImport(owner, second);
    await expect(cancelImport(owner, second)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db().installation.findUnique({ where: { id: 1 } })).toMatchObject({ syncCursor: null });
    expect(await report(second.importId)).toMatchObject({ state: "cancelled" });
    await look();
  }, 60_000);

  test("stands still when whoever began it may not import any more", async () => {
    await seed(3);
    await look();
    const admin = await world.actor("admin");
    const { importId } = await begin(admin);
    await db().user.update({ where: { id: admin.id }, data: { role: "viewer" } });
    await advanceImport(owner);
    expect((await getImportDesk(owner)).current).toMatchObject({ state: "paused", imported: 0 });
    await resumeImport(owner, { importId });
    await goOn();
    expect(await report(importId)).toMatchObject({ imported: 3 });
  });

  test("keeps to the budget that jobs share", async () => {
    await pages();
    await begin();
    const minute = new Date(Math.floor(world.clock.now.getTime() / 60_000) * 60_000);
    await db().jobBudget.create({ data: { minute, used: importShare - 1 } });
    const slice = await advanceImport(owner);
    expect(slice).toMatchObject({ busy: true, resumesAt: new Date(minute.getTime() + 60_000) });
    const { current } = await getImportDesk(owner);
    expect(current).toMatchObject({ read: 1_000, standing: expect.stringContaining("rate limit") });
    await goOn();
    expect(await db().image.count()).toBe(2_500);
  }, 60_000);

  test("takes from the budget what it asks: nothing, when the list has shown every image", async () => {
    await pages();
    await begin();
    const minute = new Date(Math.floor(world.clock.now.getTime() / 60_000) * 60_000);
    await db().jobBudget.create({ data: { minute, used: importShare - 3 } });
    await expect.poll(async () => (await advanceImport(owner)).latest?.state).toBe("done");
    expect(await db().jobBudget.findUniqueOrThrow({ where: { minute } })).toMatchObject({
      used: importShare,
    });
  }, 60_000);
});

test.each(roles)("who may import: %s", async (role) => {
  const actor = await world.actor(role);
  const may = role === "owner" || role === "admin";
  for (const call of [
    () => startImport(actor, { expected: 0 }),
    () => pauseImport(actor, { importId: 1 }),
    () => resumeImport(actor, { importId: 1 }),
    () => cancelImport(actor, { importId: 1 }),
  ])
    if (!may) await expect(call()).rejects.toMatchObject({ code: "FORBIDDEN" });
  if (!may) await expect(advanceImport(actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await getImportDesk(actor)).survey).toEqual({ untried: 0, unread: 0, capped: false });
});
