import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { imageForm, picture } from "@/lib/cloudflare/stand-in/testing";
import { db } from "@/lib/db";
import { listAttention, summariseExposure } from "@/lib/exposure/queries";
import { ownVariants } from "@/lib/images/schema";
import { openWorld } from "@/lib/testing";
import { checkAccount, prepareAccount } from "./mutations";
import { checkConnection, getFreshness } from "./queries";
import { goneFailure, newPass, writePass } from "./rules";

const world = openWorld();
let admin: Actor;
beforeAll(async () => {
  admin = await world.actor("owner");
});
beforeEach(() => pass(1));
const pass = (minutes: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
};

async function image(name: string, isPrivate = true) {
  const expiresAt = new Date(world.clock.now.getTime() + 600_000);
  const ticket = await cloudflare().createDirectUpload({
    requireSignedURLs: isPrivate,
    metadata: {},
    expiresAt,
  });
  await fetch(ticket.uploadUrl, { method: "POST", body: imageForm(await picture()) });
  const now = world.clock.now;
  const row = {
    uploadKey: crypto.randomUUID(),
    name,
    fileName: name,
    searchText: name,
    uploadedById: admin.id,
  };
  return db().image.create({
    data: {
      ...row,
      cloudflareId: ticket.id,
      state: "ready",
      requireSignedUrls: isPrivate,
      checkedAt: now,
      readyAt: now,
      probe: isPrivate ? "refused" : "served",
      probedAt: now,
    },
  });
}
const rowOf = (id: string) => db().image.findUniqueOrThrow({ where: { id } });
const events = (subjectId: string) =>
  db().auditEvent.findMany({
    where: { subjectId },
    orderBy: { id: "asc" },
    select: { action: true, details: true },
  });
async function check() {
  let slice = await checkAccount(admin);
  while (!slice.complete) slice = await checkAccount(admin);
  return slice;
}

describe("preparing the account", () => {
  test("makes Darkroom's own variants once, closed, and mirrors what is there", async () => {
    expect(await getFreshness(admin)).toEqual({ checkedAt: null, stale: true });
    await prepareAccount(admin);
    expect(await cloudflare().getVariant(ownVariants.thumb.id)).toEqual({
      ...ownVariants.thumb,
      alwaysPublic: false,
    });
    expect((await db().variant.findMany()).map(({ id }) => id).sort()).toEqual(
      ["darkroomthumb", "darkroomtiny", "darkroomview", "public"].sort(),
    );
    const before = await db().auditEvent.count();
    await prepareAccount(admin);
    expect(await db().auditEvent.count()).toBe(before);
  });
  test("closes an own variant that was opened outside", async () => {
    await cloudflare().updateVariant({ ...ownVariants.view, alwaysPublic: true });
    await prepareAccount(admin);
    expect(await cloudflare().getVariant(ownVariants.view.id)).toMatchObject({ alwaysPublic: false });
    expect((await events("account")).at(-1)).toMatchObject({
      action: "account.prepared",
      details: { created: [], repaired: [ownVariants.view.id], wereOpen: [ownVariants.view.id] },
    });
  });
  test("believes no repair that is not read back", async () => {
    const { id } = ownVariants.view;
    await cloudflare().updateVariant({ ...ownVariants.view, alwaysPublic: true });
    // The change itself reads the variant first; the reading after it gets no answer.
    const path = `/variants/${id}$`;
    world.standIn.faults.add({ kind: "error", status: 503, method: "GET", path, skip: 1, times: null });
    await expect(prepareAccount(admin)).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    world.standIn.faults.clear();
    expect(await db().variant.findUnique({ where: { id } })).toMatchObject({ alwaysPublic: true });
    expect((await events("account")).at(-1)).toMatchObject({
      action: "account.prepared",
      details: { repaired: [], wereOpen: [id], unconfirmed: [id] },
    });
    await prepareAccount(admin);
    expect(await db().variant.findUnique({ where: { id } })).toMatchObject({ alwaysPublic: false });
  });
  test("is not for everyone", async () => {
    await expect(prepareAccount(await world.actor("editor"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("checking the account", () => {
  test("refreshes what is as we thought, and says when", async () => {
    const row = await image("same");
    pass(60 * 24 + 1);
    expect((await summariseExposure(admin)).counts).toMatchObject({ unknown: 1, sealed: 0 });
    const startedAt = world.clock.now;
    const found = { read: 1, changed: 0, missing: 0, complete: true, checkedAt: startedAt, resumesAt: null };
    expect(await check()).toEqual(found);
    expect((await rowOf(row.id)).checkedAt).toEqual(startedAt);
    expect(await getFreshness(admin)).toEqual({ checkedAt: startedAt, stale: false });
    expect((await summariseExposure(admin)).sentence).toBe("1 private image, sealed.");
    pass(60 * 24 + 1);
    expect((await getFreshness(admin)).stale).toBe(true);
    expect((await events("account")).at(-1)).toMatchObject({
      action: "account.checked",
      details: { read: 1 },
    });
    await check();
  });
  test("adopts a flag that was changed outside, forgets the old measurement, and tells", async () => {
    const row = await image("flipped");
    await cloudflare().setPrivacy(row.cloudflareId ?? "", false);
    pass(1);
    expect((await check()).changed).toBe(1);
    expect(await rowOf(row.id)).toMatchObject({ requireSignedUrls: false, probe: null, probedAt: null });
    expect(await events(row.id)).toEqual([
      { action: "image.drifted", details: { was: "private", is: "public" } },
    ]);
    pass(1);
    expect((await check()).changed).toBe(0);
  });
  test("counts the images that Darkroom did not upload, private and public apart", async () => {
    const totals = () =>
      db().installation.findUniqueOrThrow({
        where: { id: 1 },
        select: { foreignPrivate: true, foreignPublic: true },
      });
    const others = [await image("a"), await image("b"), await image("c", false)];
    const { id: _, ...arrived } = await image("ours on its way");
    await db().image.deleteMany({ where: { name: arrived.name } });
    await db().image.create({ data: { ...arrived, state: "pending", readyAt: null, checkedAt: null } });
    await cloudflare().createDirectUpload({
      requireSignedURLs: true,
      metadata: {},
      expiresAt: new Date(world.clock.now.getTime() + 600_000),
    });
    await db().image.deleteMany({ where: { id: { in: others.map(({ id }) => id) } } });
    expect(await totals()).toEqual({ foreignPrivate: 0, foreignPublic: 0 });
    await check();
    expect(await totals()).toEqual({ foreignPrivate: 2, foreignPublic: 1 });
    await db().auditEvent.create({
      data: {
        at: world.clock.now,
        action: "image.deleted",
        ...{
          actorName: "Ada",
          subjectType: "image",
          subjectId: "x",
          subjectName: "a",
          address: "",
          client: "",
        },
        details: { cloudflareId: others[0]?.cloudflareId },
      },
    });
    await check();
    expect(await totals()).toEqual({ foreignPrivate: 1, foreignPublic: 1 });
    pass(11);
    await check();
    expect(await totals()).toEqual({ foreignPrivate: 2, foreignPublic: 1 });
    expect((await events("account")).at(-1)).toMatchObject({ details: { foreign: 3 } });
    expect((await listAttention(admin)).map(({ kind }) => kind)).toContain("foreign");
    for (const { cloudflareId } of others) await cloudflare().deleteImage(cloudflareId ?? "");
    await check();
    expect(await totals()).toEqual({ foreignPrivate: 0, foreignPublic: 0 });
    await db().image.deleteMany({ where: { name: "ours on its way" } });
  });
  test("leaves an image alone while its privacy is being changed", async () => {
    const row = await image("changing");
    await cloudflare().setPrivacy(row.cloudflareId ?? "", false);
    await db().image.update({ where: { id: row.id }, data: { privacyPendingAt: world.clock.now } });
    pass(1);
    await check();
    expect(await rowOf(row.id)).toMatchObject({ requireSignedUrls: true, checkedAt: row.checkedAt });
    await cloudflare().setPrivacy(row.cloudflareId ?? "", true);
    await db().image.update({ where: { id: row.id }, data: { privacyPendingAt: null } });
  });
  test("marks what Cloudflare says is gone, deletes nothing, and takes it back when it returns", async () => {
    const row = await image("gone");
    await cloudflare().deleteImage(row.cloudflareId ?? "");
    pass(1);
    expect((await check()).missing).toBe(0); // too young: Cloudflare may only be slow
    pass(15);
    expect(await check()).toMatchObject({ missing: 1, changed: 0 });
    expect(await rowOf(row.id)).toMatchObject({ state: "ready", failure: goneFailure });
    pass(1);
    expect(await check()).toMatchObject({ missing: 1, changed: 0 });
    expect(await events(row.id)).toHaveLength(1);
    expect((await listAttention(admin)).find(({ kind }) => kind === "account")?.title).toBe(
      "1 image is gone at Cloudflare",
    );
    const other = await image("stand-in for its return");
    await db().image.delete({ where: { id: other.id } });
    await db().image.update({ where: { id: row.id }, data: { cloudflareId: other.cloudflareId } });
    pass(1);
    expect((await check()).changed).toBe(1);
    expect((await rowOf(row.id)).failure).toBeNull();
  });
  test("goes on where it stopped", async () => {
    await db().installation.update({
      where: { id: 1 },
      data: {
        syncStartedAt: world.clock.now,
        syncCursor: writePass({ ...newPass, phase: "verify", read: 41, changed: 2 }),
      },
    });
    expect(await check()).toMatchObject({ read: 41, changed: 2, complete: true });
  });
  test("begins again when it was begun six hours ago, or when its mark cannot be read", async () => {
    for (const [minutes, syncCursor] of [
      [361, writePass({ ...newPass, read: 41 })],
      [0, "{not json"],
    ] as const) {
      await db().installation.update({
        where: { id: 1 },
        data: { syncStartedAt: world.clock.now, syncCursor },
      });
      pass(minutes);
      expect((await check()).read).toBeLessThan(41);
    }
  });
  test("two at once: one works, the other is told", async () => {
    const [first, ...rest] = await Promise.allSettled([
      checkAccount(admin),
      checkAccount(admin),
      checkAccount(admin),
    ]);
    const results = [first, ...rest];
    const done = results.filter((result) => result?.status === "fulfilled");
    expect(done.length).toBeGreaterThanOrEqual(1);
    for (const result of results)
      if (result?.status === "rejected") expect(result.reason).toMatchObject({ code: "CONFLICT" });
  });
  test("a server that died holds the others up for a minute", async () => {
    const heldUntil = new Date(world.clock.now.getTime() + 60_000).toISOString();
    await db().installation.update({
      where: { id: 1 },
      data: { syncStartedAt: world.clock.now, syncCursor: writePass({ ...newPass, heldUntil }) },
    });
    await expect(checkAccount(admin)).rejects.toMatchObject({ code: "CONFLICT" });
    pass(1);
    expect((await check()).complete).toBe(true);
  });
});

describe("when Cloudflare has a bad day", () => {
  afterEach(() => world.standIn.faults.clear());

  test("a check that stops says why, keeps its progress and goes on later", async () => {
    await image("first");
    world.standIn.faults.add({
      kind: "error",
      status: 403,
      code: 10_000,
      method: "GET",
      path: "/images/v2$",
    });
    await expect(checkAccount(admin)).rejects.toMatchObject({ code: "CONFIG" });
    const { syncError, syncStartedAt } = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
    expect(syncError).toContain("did not accept the API token");
    expect((await listAttention(admin)).find(({ kind }) => kind === "account")?.sentence).toBe(syncError);
    pass(1);
    expect(await check()).toMatchObject({ complete: true, checkedAt: syncStartedAt });
    expect((await db().installation.findUniqueOrThrow({ where: { id: 1 } })).syncError).toBeNull();
  });
  test("an image that Cloudflare will not talk about does not hold up the others", async () => {
    const [poison, gone] = [await image("poison"), await image("gone too")];
    for (const row of [poison, gone]) await cloudflare().deleteImage(row.cloudflareId ?? "");
    const path = `/images/v1/${poison.cloudflareId}$`;
    world.standIn.faults.add({ kind: "error", status: 400, code: 5400, method: "GET", path, times: null });
    pass(15);
    expect(await check()).toMatchObject({ missing: 1, complete: true });
    expect(await rowOf(poison.id)).toMatchObject({ failure: null, checkedAt: poison.checkedAt });
    await db().image.deleteMany({ where: { id: { in: [poison.id, gone.id] } } });
  });
  test("own variants are made although the answers are lost, or the lists lag", async () => {
    for (const { id } of Object.values(ownVariants)) await cloudflare().deleteVariant(id);
    await db().variant.deleteMany();
    world.standIn.faults.add({ kind: "lost", method: "POST", path: "/variants$", times: 2 });
    await prepareAccount(admin);
    expect(await db().variant.count()).toBe(4);
  });
});

describe("the connection, in words", () => {
  beforeEach(() => {
    world.clock.now = new Date();
  });
  afterEach(() => world.standIn.faults.clear());

  const results = async () =>
    Object.fromEntries((await checkConnection(admin)).map(({ id, ok, message }) => [id, { ok, message }]));

  test("all well", async () => {
    const found = await results();
    expect(Object.values(found).filter(({ ok }) => !ok)).toEqual([]);
    expect(found.token?.message).toBe("Accepted, and may read and edit.");
    expect(found.keys?.message).toBe("1 key: default.");
  });
  test("leaves no draft behind", async () => {
    const before = (await cloudflare().stats()).current;
    await results();
    expect((await cloudflare().stats()).current).toBe(before);
  });
  test("a clock that is wrong", async () => {
    // Half a minute more than is said: Cloudflare's own clock goes on while it is asked.
    world.clock.now = new Date(Date.now() + 630_000);
    expect((await results()).clock).toEqual({
      ok: false,
      message:
        "This server's clock is 10 minutes ahead of Cloudflare's. Links would end at the wrong time; correct the clock.",
    });
  });
  test("an own variant that somebody opened", async () => {
    await cloudflare().updateVariant({ ...ownVariants.tiny, alwaysPublic: true });
    expect((await results())["own-variants"]).toMatchObject({ ok: false });
    await prepareAccount(admin);
    expect((await results())["own-variants"]).toMatchObject({ ok: true });
  });
  test("a token that may only look", async () => {
    world.standIn.faults.add({
      kind: "error",
      status: 403,
      code: 10_000,
      method: "POST",
      path: "direct_upload",
    });
    expect((await results()).token).toEqual({
      ok: false,
      message: "The token may look but not change anything. Give it the permission Cloudflare Images: Edit.",
    });
  });
  test("a wrong token", async () => {
    world.standIn.faults.add({ kind: "error", status: 403, code: 10_000, host: "api", times: null });
    const found = await results();
    expect(found.token?.message).toContain("does not accept CLOUDFLARE_API_TOKEN");
    expect(Object.values(found).some(({ ok }) => ok)).toBe(false);
  });
  test("no Images plan", async () => {
    world.standIn.faults.set({ planOff: true });
    const found = await results();
    expect(found["images-plan"]?.message).toContain("not switched on for this account");
    expect(found.token).toMatchObject({ ok: true });
  });
  test("a wrong account hash, as the delivery host sees it", async () => {
    const body = "ERROR 9427: Image access denied: wrong account hash";
    world.standIn.faults.add({ kind: "answer", status: 403, body, host: "delivery" });
    expect((await results())["account-hash"]).toMatchObject({ ok: false });
  });
  test("a delivery host that is something else, or nothing", async () => {
    world.standIn.faults.add({ kind: "answer", status: 200, body: "<html>", host: "delivery" });
    expect((await results()).delivery?.message).toContain("but not as Cloudflare Images does");
    world.standIn.faults.clear();
    world.standIn.faults.add({ kind: "reset", host: "delivery", times: null });
    expect((await results()).delivery?.message).toContain("does not answer");
  });
});
