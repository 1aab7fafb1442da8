import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { finishUploads } from "@/lib/images/finish-uploads";
import { changePrivacy, deleteImages } from "@/lib/images/mutations";
import { getImage } from "@/lib/images/queries";
import { startUploads } from "@/lib/images/start-uploads";
import { forgetKey } from "@/lib/keys/memory";
import { mirrorKeys } from "@/lib/keys/mirror";
import { createLink } from "@/lib/links/mutations";
import { listImageLinks, listLinks } from "@/lib/links/queries";
import { linkStatuses } from "@/lib/links/query-filters";
import { linkQuerySchema } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "@/lib/variants/mirror";

const world = openWorld();
let admin: Actor;
let editor: Actor;
let viewer: Actor;
let png: Buffer;

beforeAll(async () => {
  admin = await world.actor("admin");
  editor = await world.actor("editor");
  viewer = await world.actor("viewer");
  png = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#55a" } })
    .png()
    .toBuffer();
});
beforeEach(async () => {
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  await prepareAccount(admin);
});

const inSeconds = (seconds: number) => new Date(world.clock.now.getTime() + seconds * 1000);
const hours = (count: number) => inSeconds(count * 3600);
const pass = (seconds: number) => {
  world.clock.now = inSeconds(seconds);
};

async function stored(name = "blue.png", isPrivate = true) {
  const [ticket] = await startUploads(admin, {
    private: isPrivate,
    files: [{ key: randomUUID(), name, bytes: png.length, type: "image/png" }],
  });
  if (!ticket?.ok || !("uploadUrl" in ticket)) throw new Error("no URL");
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(png)], { type: "image/png" }), name);
  await fetch(ticket.uploadUrl, { method: "POST", body: form });
  await finishUploads(admin, { imageIds: [ticket.imageId] });
  return ticket.imageId;
}
async function variant(alwaysPublic = false) {
  const id = `v${randomUUID().replaceAll("-", "")}`;
  await cloudflare().createVariant({
    id,
    fit: "cover",
    width: 20,
    height: 20,
    metadata: "none",
    alwaysPublic,
  });
  await mirrorVariants();
  return id;
}
const give = (imageId: string, more: object = {}, actor = editor) =>
  createLink(actor, {
    imageId,
    variantId: "public",
    purpose: "Review",
    recipient: "Ada",
    endsAt: hours(24),
    ...more,
  });
const ask = (query: object = {}) => listLinks(viewer, linkQuerySchema.parse(query));
const statusOf = async (url: string) => (await fetch(url)).status;

describe("a link", () => {
  it("is an entry first, and a URL once that opens one variant until its end", async () => {
    const imageId = await stored();
    const link = await give(imageId, { endsAt: new Date(hours(2).getTime() + 777) });
    expect(link.keyName).toBe("default");
    expect(link.endsAt.getTime() % 1000).toBe(0);
    const url = new URL(link.url);
    expect(Number(url.searchParams.get("exp")) * 1000).toBe(link.endsAt.getTime());
    expect(await statusOf(link.url)).toBe(200);
    expect(await statusOf(link.url.split("?")[0] ?? "")).toBe(403);
    expect(await statusOf(link.url.replace("/public?", "/darkroomview?"))).toBe(403);

    const entry = await db().link.findUniqueOrThrow({ where: { id: link.linkId }, include: { items: true } });
    expect(entry.endsAt).toEqual(link.endsAt);
    const signature = url.searchParams.get("sig") ?? "";
    expect(Buffer.from(entry.items[0]?.signatureHash ?? []).toString("hex")).toBe(
      createHash("sha256").update(signature).digest("hex"),
    );
    const everything = JSON.stringify([entry, await db().auditEvent.findMany()], (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    expect(everything).not.toContain(signature);
    const events = await db().auditEvent.findMany({ where: { subjectId: link.linkId } });
    expect(events).toMatchObject([{ action: "link.created", subjectName: "blue.png", actorId: editor.id }]);
    expect((await getImage(viewer, { imageId })).liveLinks).toBe(1);
    expect((await getImage(viewer, { imageId })).nextEnd).toEqual(link.endsAt);
  });

  it("never shares its signature: forty at once get forty ends", async () => {
    const imageId = await stored();
    const links = await Promise.all(Array.from({ length: 40 }, () => give(imageId)));
    expect(new Set(links.map(({ url }) => url)).size).toBe(40);
    expect(await db().link.count()).toBe(40);
    expect(await db().linkItem.count()).toBe(40);
    // The forty seconds nearest to the wish, none left out.
    for (const { endsAt } of links)
      expect(Math.abs(endsAt.getTime() - hours(24).getTime())).toBeLessThanOrEqual(21_000);
  });

  it.each([
    ["four minutes", () => inSeconds(240), "INVALID"],
    ["five minutes", () => inSeconds(301), "done"],
    ["thirty days", () => hours(30 * 24), "done"],
    ["thirty-one days", () => hours(31 * 24), "INVALID"],
    ["no date", () => new Date(Number.NaN), "INVALID"],
  ] as const)("of an editor for %s", async (_, endsAt, verdict) => {
    const imageId = await stored();
    const code = await give(imageId, { endsAt: endsAt() }).then(
      () => "done",
      (error: { code: string }) => error.code,
    );
    expect(code).toBe(verdict);
    expect(await db().link.count()).toBe(verdict === "done" ? 1 : 0);
  });

  it("is refused where it would protect nothing, or open nothing", async () => {
    const imageId = await stored();
    const refused = async (call: Promise<unknown>, code: string, message: RegExp) => {
      await expect(call).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
      expect(await db().link.count()).toBe(0);
    };
    await refused(give(imageId, { variantId: "darkroomthumb" }), "INVALID", /own screens/);
    await refused(give(imageId, { variantId: "nosuch" }), "INVALID", /no variant named/);
    await refused(give(imageId, { variantId: await variant(true) }), "INVALID", /protect nothing/);
    await refused(give(await stored("open.png", false)), "INVALID", /protect nothing/);
    await refused(give(randomUUID()), "NOT_FOUND", /not here/);
    await refused(give(imageId, {}, viewer), "FORBIDDEN", /viewer/);
    await db().image.update({ where: { id: imageId }, data: { privacyPendingAt: world.clock.now } });
    await refused(give(imageId), "CONFLICT", /privacy/);
    const [ticket] = await startUploads(editor, {
      private: true,
      files: [{ key: randomUUID(), name: "a", bytes: 9, type: "image/png" }],
    });
    await refused(give(ticket?.imageId ?? ""), "CONFLICT", /not finished/);
  });
});

describe("the ledger", () => {
  it("says of each link what Cloudflare does with it", async () => {
    const hero = await variant();
    const thumb = await variant();
    const lost = await variant();
    const made: Record<string, string> = {};
    const keep = async (name: string, imageId: string, more: object = {}) => {
      const link = await give(imageId, { purpose: name, recipient: name, ...more });
      made[link.linkId] = link.url;
    };
    await keep("live", await stored());
    await keep("ending", await stored(), { endsAt: hours(1.5) });
    await keep("ended", await stored(), { endsAt: inSeconds(600) });
    const launched = await stored();
    await keep("moot", launched);
    await keep("moot", await stored(), { variantId: thumb });
    const deleted = await stored();
    await keep("dead", deleted);
    await keep("dead", await stored(), { variantId: lost });
    await keep("live", await stored(), { variantId: hero });

    pass(900);
    await changePrivacy(admin, { imageId: launched, private: false });
    await deleteImages(admin, { imageIds: [deleted] });
    await cloudflare().updateVariant({
      id: thumb,
      fit: "cover",
      width: 20,
      height: 20,
      metadata: "none",
      alwaysPublic: true,
    });
    await cloudflare().deleteVariant(lost);
    await mirrorVariants();

    const { links } = await ask();
    expect(links).toHaveLength(8);
    for (const link of links) {
      expect(link.status).toBe(link.purpose);
      const url = made[link.id] ?? "";
      const [signed, bare] = [await statusOf(url), await statusOf(url.split("?")[0] ?? "")];
      const answers = { signed: signed === 200, bare: bare === 200 };
      const works = ["live", "ending", "moot"].includes(link.status);
      expect({ ...answers, status: link.status }).toEqual({
        signed: works,
        bare: link.status === "moot",
        status: link.status,
      });
    }
    for (const status of linkStatuses) {
      const found = (await ask({ q: `status:${status}` })).links.map(({ id }) => id);
      expect(found).toEqual(links.filter((link) => link.status === status).map(({ id }) => id));
    }
    const dead = links.find(({ imageId, status }) => status === "dead" && imageId === null);
    expect(dead).toMatchObject({ imageName: "blue.png", reason: "Its image was deleted." });
  });

  it("calls links dead whose key is gone", async () => {
    const imageId = await stored();
    const { url } = await give(imageId);
    const keys = `${world.standIn.url}/client/v4/accounts/${world.standIn.accountId}/images/v1/keys`;
    const headers = { authorization: `Bearer ${world.standIn.token}` };
    await fetch(`${keys}/second`, { method: "PUT", headers });
    await fetch(`${keys}/default`, { method: "DELETE", headers });
    await mirrorKeys();
    forgetKey();
    expect(await statusOf(url)).toBe(403);
    expect((await ask({ q: "status:dead" })).links).toMatchObject([
      { status: "dead", reason: "Its signing key was deleted.", keyName: "default" },
    ]);
    expect((await ask({ q: "status:live" })).links).toEqual([]);
    const fresh = await give(imageId);
    expect(fresh.keyName).toBe("second");
    expect(await statusOf(fresh.url)).toBe(200);
    expect((await getImage(viewer, { imageId })).liveLinks).toBe(1);
  });

  it("finds by purpose, recipient and image, page by page, newest first", async () => {
    const imageId = await stored("Été.png");
    for (let n = 0; n < 53; n += 1) {
      await give(imageId, { purpose: `Launch ${n}`, recipient: n % 2 ? "Zoë" : "Bob" });
      pass(1);
    }
    const first = await ask();
    expect(first.links).toHaveLength(50);
    const second = await ask({ cursor: first.next ?? "" });
    expect(second.links.map(({ purpose }) => purpose)).toEqual(["Launch 2", "Launch 1", "Launch 0"]);
    expect(second.next).toBeNull();
    expect((await ask({ cursor: "broken" })).links).toEqual(first.links);
    expect((await ask({ q: "zoe" })).links).toHaveLength(26);
    expect((await ask({ q: "ete launch 52" })).links).toMatchObject([{ purpose: "Launch 52" }]);
    expect((await ask({ q: "nobody" })).links).toEqual([]);
    expect(await listImageLinks(viewer, { imageId })).toHaveLength(53);
    expect(await listImageLinks(viewer, { imageId: randomUUID() })).toEqual([]);
  });

  it("shows where an image links to stays readable under its new name", async () => {
    const imageId = await stored("old.png");
    await give(imageId);
    await db().image.update({ where: { id: imageId }, data: { name: "new.png" } });
    expect(await listImageLinks(viewer, { imageId })).toMatchObject([{ imageName: "new.png" }]);
    expect(deliveryUrl("a", "public")).not.toContain("sig=");
  });
});
