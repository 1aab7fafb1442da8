import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare, deliveryUrl, probeUnsigned } from "@/lib/cloudflare/connection";
import { imageForm, picture } from "@/lib/cloudflare/stand-in/testing";
import { db } from "@/lib/db";
import { countImages } from "@/lib/exposure/tally";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "./mirror";
import { createVariant, deleteVariant, editVariant } from "./mutations";
import { getBlastRadius, listVariants } from "./queries";

const world = openWorld();
const size = { fit: "scale-down", width: 64, height: 64, metadata: "none" } as const;
let admin: Actor;
let secret = "";

beforeAll(async () => {
  admin = await world.actor("admin");
  await prepareAccount(admin);
  secret = await privateImage("secret");
  await privateImage("other");
});
beforeEach(() => {
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
});

async function privateImage(name: string) {
  const expiresAt = new Date(world.clock.now.getTime() + 600_000);
  const ticket = await cloudflare().createDirectUpload({ requireSignedURLs: true, metadata: {}, expiresAt });
  await fetch(ticket.uploadUrl, { method: "POST", body: imageForm(await picture()) });
  const row = {
    uploadKey: crypto.randomUUID(),
    name,
    fileName: name,
    searchText: name,
    uploadedById: admin.id,
  };
  await db().image.create({
    data: {
      ...row,
      cloudflareId: ticket.id,
      state: "ready",
      requireSignedUrls: true,
      checkedAt: world.clock.now,
    },
  });
  return ticket.id;
}
const mirrored = (id: string) => db().variant.findUnique({ where: { id } });
const foreign = (foreignPrivate: number, foreignPublic: number) =>
  db().installation.update({ where: { id: 1 }, data: { foreignPrivate, foreignPublic } });
const eventsOf = (id: string) =>
  db().auditEvent.findMany({
    where: { subjectType: "variant", subjectId: id },
    orderBy: { id: "asc" },
    select: { action: true, details: true, actorId: true },
  });
/** Actions with their step, such as "variant.created asked". */
const trail = async (id: string) =>
  (await eventsOf(id)).map(({ action, details }) =>
    [action, details && typeof details === "object" && "step" in details ? details.step : ""]
      .join(" ")
      .trim(),
  );

describe("an ordinary variant", () => {
  test("is made at Cloudflare and listed here, with its event", async () => {
    await createVariant(admin, { id: "plain", ...size, alwaysPublic: false });
    expect(await cloudflare().getVariant("plain")).toEqual({ id: "plain", ...size, alwaysPublic: false });
    const rows = await listVariants(admin);
    expect(rows.find(({ id }) => id === "plain")).toMatchObject({ ...size, own: false, liveLinks: 0 });
    expect(rows.slice(-3).every(({ own }) => own)).toBe(true);
    expect(await trail("plain")).toEqual(["variant.created asked", "variant.created confirmed"]);
  });
  test("cannot be made twice, also when it was made outside meanwhile", async () => {
    const again = createVariant(admin, { id: "plain", ...size, alwaysPublic: false });
    await expect(again).rejects.toMatchObject({ code: "CONFLICT" });
    await cloudflare().createVariant({ id: "outside", ...size, alwaysPublic: false });
    const taken = createVariant(admin, { id: "outside", ...size, alwaysPublic: false });
    await expect(taken).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await mirrored("outside")).not.toBeNull();
  });
  test("changes its size without asking for a count", async () => {
    await editVariant(admin, { id: "plain", ...size, width: 128, alwaysPublic: false });
    expect(await mirrored("plain")).toMatchObject({ width: 128 });
    expect((await trail("plain")).slice(-2)).toEqual(["variant.changed asked", "variant.changed confirmed"]);
    expect((await eventsOf("plain")).at(-2)?.details).toEqual({ step: "asked", width: "64 → 128" });
  });
});

describe("opening", () => {
  test("says first what it opens", async () => {
    const radius = await getBlastRadius(admin, { id: "not-yet-made" });
    expect(radius).toMatchObject({ privateImages: 2, liveLinks: 0 });
    expect(radius.sample.map(({ name }) => name)).toEqual(["other", "secret"]);
    const shown = await fetch(radius.sample[0]?.thumbUrl ?? "");
    expect(shown.status).toBe(200);
  });
  test("counts the private images that were not uploaded here, too", async () => {
    await foreign(3, 40);
    expect(await getBlastRadius(admin, { id: "plain" })).toMatchObject({
      privateImages: 5,
      foreignImages: 3,
    });
    for (const confirmedCount of [undefined, 2]) {
      const open = editVariant(admin, { id: "plain", ...size, alwaysPublic: true, confirmedCount });
      await expect(open).rejects.toMatchObject({ code: "CONFLICT", fields: { confirmedCount: "5" } });
    }
    await foreign(0, 0);
  });
  test.each([undefined, 0, 1, 3])("with the count %s nothing changes anywhere", async (confirmedCount) => {
    const open = editVariant(admin, { id: "plain", ...size, alwaysPublic: true, confirmedCount });
    await expect(open).rejects.toMatchObject({ code: "CONFLICT", fields: { confirmedCount: "2" } });
    expect(await mirrored("plain")).toMatchObject({ alwaysPublic: false });
    expect(await cloudflare().getVariant("plain")).toMatchObject({ alwaysPublic: false });
    const make = createVariant(admin, { id: "never", ...size, alwaysPublic: true, confirmedCount });
    await expect(make).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await mirrored("never")).toBeNull();
    expect(await cloudflare().getVariant("never")).toBeNull();
  });
  test("with the right count a stranger sees the picture, and the screens say so", async () => {
    expect(await probeUnsigned(secret, "plain")).toBe("refused");
    await editVariant(admin, { id: "plain", ...size, alwaysPublic: true, confirmedCount: 2 });
    expect((await fetch(deliveryUrl(secret, "plain"))).status).toBe(200);
    expect(await mirrored("plain")).toMatchObject({ alwaysPublic: true, width: 64 });
    expect((await countImages()).exposed).toBe(2);
    expect((await trail("plain")).slice(-2)).toEqual(["variant.opened asked", "variant.opened confirmed"]);
    expect((await eventsOf("plain")).at(-2)?.details).toEqual({
      step: "asked",
      privateImages: 2,
      foreignImages: 0,
      width: "128 → 64",
      alwaysPublic: "false → true",
    });
  });
  test("closing is believed when it is read back", async () => {
    await editVariant(admin, { id: "plain", ...size, alwaysPublic: false });
    expect(await probeUnsigned(secret, "plain")).toBe("refused");
    expect(await mirrored("plain")).toMatchObject({ alwaysPublic: false });
    expect((await trail("plain")).slice(-2)).toEqual(["variant.closed asked", "variant.closed confirmed"]);
  });
  test("is taken back when Cloudflare refuses it, and the trail says so", async () => {
    await createVariant(admin, { id: "fleeting", ...size, alwaysPublic: false });
    await cloudflare().deleteVariant("fleeting");
    const open = editVariant(admin, { id: "fleeting", ...size, alwaysPublic: true, confirmedCount: 2 });
    await expect(open).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await trail("fleeting")).slice(0, 4)).toEqual([
      "variant.created asked",
      "variant.created confirmed",
      "variant.opened asked",
      "variant.closed",
    ]);
    expect((await countImages()).exposed).toBe(0);
    await mirrorVariants();
    expect(await mirrored("fleeting")).toBeNull();
  });
  test("of a new variant marks it before it exists", async () => {
    await createVariant(admin, { id: "teaser", ...size, alwaysPublic: true, confirmedCount: 2 });
    expect(await trail("teaser")).toEqual(["variant.opened asked", "variant.created confirmed"]);
    expect((await fetch(deliveryUrl(secret, "teaser"))).status).toBe(200);
    await deleteVariant(admin, { id: "teaser" });
    expect((await fetch(deliveryUrl(secret, "teaser"))).status).toBe(403);
  });
  test("a reading that began before it does not hide it", async () => {
    await editVariant(admin, { id: "plain", ...size, alwaysPublic: true, confirmedCount: 2 });
    await cloudflare().updateVariant({ id: "plain", ...size, alwaysPublic: false });
    const later = world.clock.now;
    world.clock.now = new Date(later.getTime() - 1_000); // the reading is older than what the mirror knows
    await mirrorVariants();
    expect(await mirrored("plain")).toMatchObject({ alwaysPublic: true });
    world.clock.now = new Date(later.getTime() + 59_000); // Cloudflare's lists may still lag
    await mirrorVariants();
    expect(await mirrored("plain")).toMatchObject({ alwaysPublic: true });
    world.clock.now = new Date(later.getTime() + 61_000);
    await mirrorVariants();
    expect(await mirrored("plain")).toMatchObject({ alwaysPublic: false });
    expect((await trail("plain")).at(-1)).toBe("variant.drifted");
  });
  test("two people opening at once make one opening", async () => {
    const open = () => editVariant(admin, { id: "plain", ...size, alwaysPublic: true, confirmedCount: 2 });
    const before = (await trail("plain")).length;
    const results = await Promise.allSettled([open(), open(), open()]);
    expect(results.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(1);
    const opened = (await trail("plain")).slice(before).filter((action) => action === "variant.opened asked");
    expect(opened).toHaveLength(1);
    await editVariant(admin, { id: "plain", ...size, alwaysPublic: false });
  });
});

describe("when answers are lost", () => {
  const open = () => editVariant(admin, { id: "shaky", ...size, alwaysPublic: true, confirmedCount: 2 });
  const close = () => editVariant(admin, { id: "shaky", ...size, alwaysPublic: false });
  const patch = { method: "PATCH", path: "/variants/shaky$" };
  const read = { method: "GET", path: "/variants/shaky$" };
  const faults = () => world.standIn.faults;
  beforeAll(() => createVariant(admin, { id: "shaky", ...size, alwaysPublic: false }));
  afterEach(() => faults().clear());

  test("a creation that was made is found, and one variant is made", async () => {
    faults().add({ kind: "lost", method: "POST", path: "/variants$" });
    await createVariant(admin, { id: "found", ...size, alwaysPublic: false });
    expect(await trail("found")).toEqual(["variant.created asked", "variant.created confirmed"]);
    await deleteVariant(admin, { id: "found" });
  });
  test("a creation that was not made is an unknown outcome and leaves nothing", async () => {
    faults().add({ kind: "reset", method: "POST", path: "/variants$" });
    const made = createVariant(admin, { id: "unmade", ...size, alwaysPublic: false });
    await expect(made).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    expect(await mirrored("unmade")).toBeNull();
    expect(await trail("unmade")).toEqual(["variant.created asked"]);
  });
  test("an opening that happened is found to have happened", async () => {
    faults().add({ kind: "lost", ...patch, times: 3 });
    await open();
    expect(await probeUnsigned(secret, "shaky")).toBe("served");
    expect(await mirrored("shaky")).toMatchObject({ alwaysPublic: true });
    await close();
  });
  test("an opening that nobody can speak of stays open here until it is read", async () => {
    faults().add(
      { kind: "lost", ...patch, times: null },
      { kind: "error", status: 503, ...read, skip: 1, times: null },
    );
    await expect(open()).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    expect(await mirrored("shaky")).toMatchObject({ alwaysPublic: true });
    expect((await countImages()).exposed).toBe(2);
    faults().clear();
    world.clock.now = new Date(world.clock.now.getTime() + 120_000);
    await mirrorVariants();
    expect(await mirrored("shaky")).toMatchObject({ alwaysPublic: true });
  });
  test("who asked is known although nobody can say what came of it", async () => {
    faults().add({ kind: "lost", ...patch, times: null });
    faults().add({ kind: "error", status: 503, ...read, skip: 1, times: null });
    const edit = editVariant(admin, { id: "shaky", ...size, width: 32, alwaysPublic: true });
    await expect(edit).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    expect((await eventsOf("shaky")).at(-1)).toEqual({
      action: "variant.changed",
      details: { step: "asked", width: "64 → 32" },
      actorId: admin.id,
    });
    faults().clear();
    await createVariant(admin, { id: "sticky", ...size, alwaysPublic: false });
    faults().add({ kind: "lost", method: "DELETE", path: "/variants/sticky$", times: null });
    await expect(deleteVariant(admin, { id: "sticky" })).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    expect((await eventsOf("sticky")).at(-1)).toMatchObject({
      action: "variant.deleted",
      details: { step: "asked" },
      actorId: admin.id,
    });
  });
  test("a closing that is not confirmed stays open here", async () => {
    faults().add({ kind: "error", status: 503, ...read, skip: 1, times: null });
    await expect(close()).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    expect(await probeUnsigned(secret, "shaky")).toBe("refused");
    expect(await mirrored("shaky")).toMatchObject({ alwaysPublic: true });
    expect((await trail("shaky")).at(-1)).toBe("variant.closed asked");
    faults().clear();
    world.clock.now = new Date(world.clock.now.getTime() + 120_000);
    await mirrorVariants();
    expect(await mirrored("shaky")).toMatchObject({ alwaysPublic: false });
  });
  test("an opening that Cloudflare refuses is taken back", async () => {
    faults().add({ kind: "error", status: 403, code: 10_000, ...patch });
    await expect(open()).rejects.toMatchObject({ code: "CONFIG" });
    expect(await mirrored("shaky")).toMatchObject({ alwaysPublic: false });
    expect((await trail("shaky")).at(-1)).toBe("variant.closed");
  });
  test("a new variant that the lists do not show yet is not forgotten", async () => {
    faults().set({ hiddenSeconds: 30 });
    await createVariant(admin, { id: "late", ...size, alwaysPublic: false });
    await mirrorVariants();
    expect(await mirrored("late")).not.toBeNull();
  });
});

describe("deleting", () => {
  test("says which live links it breaks", async () => {
    const image = await db().image.findFirstOrThrow({ where: { cloudflareId: secret } });
    const key = await db().signingKey.findFirstOrThrow();
    const ends = new Date(world.clock.now.getTime() + 3_600_000);
    const link = { purpose: "p", recipient: "r", endsAt: ends, issuedById: admin.id };
    const item = {
      imageId: image.id,
      imageName: "secret",
      cloudflareId: secret,
      variantId: "plain",
      keyId: key.id,
    };
    await db().link.create({
      data: { ...link, items: { create: { ...item, expiresAt: ends, signatureHash: new Uint8Array(32) } } },
    });
    expect(await getBlastRadius(admin, { id: "plain" })).toMatchObject({ liveLinks: 1 });
    for (const confirmedLinks of [undefined, 0, 2])
      await expect(deleteVariant(admin, { id: "plain", confirmedLinks })).rejects.toMatchObject({
        code: "CONFLICT",
        fields: { confirmedLinks: "1" },
      });
    expect(await cloudflare().getVariant("plain")).not.toBeNull();
    await deleteVariant(admin, { id: "plain", confirmedLinks: 1 });
    expect(await cloudflare().getVariant("plain")).toBeNull();
    expect(await mirrored("plain")).toBeNull();
    expect((await trail("plain")).slice(-2)).toEqual(["variant.deleted asked", "variant.deleted confirmed"]);
  });
  test("public stays", async () => {
    await expect(deleteVariant(admin, { id: "public" })).rejects.toMatchObject({ code: "INVALID" });
    await expect(deleteVariant(admin, { id: "nosuch" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test("Darkroom's own variants are left alone", async () => {
  const own = "darkroomthumb";
  const refused = { code: "INVALID" };
  await expect(createVariant(admin, { id: own, ...size, alwaysPublic: false })).rejects.toMatchObject(
    refused,
  );
  await expect(
    editVariant(admin, { id: own, ...size, alwaysPublic: true, confirmedCount: 2 }),
  ).rejects.toMatchObject(refused);
  await expect(deleteVariant(admin, { id: own })).rejects.toMatchObject(refused);
});

test.each(["editor", "viewer"] as const)("an %s looks and changes nothing", async (role) => {
  const actor = await world.actor(role);
  expect((await listVariants(actor)).length).toBeGreaterThan(0);
  const refused = { code: "FORBIDDEN" };
  await expect(createVariant(actor, { id: "x", ...size, alwaysPublic: false })).rejects.toMatchObject(
    refused,
  );
  await expect(editVariant(actor, { id: "public", ...size, alwaysPublic: false })).rejects.toMatchObject(
    refused,
  );
  await expect(deleteVariant(actor, { id: "public" })).rejects.toMatchObject(refused);
});
