import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { readWaiting } from "@/lib/exposure/waiting";
import { finishUploads } from "@/lib/images/finish-uploads";
import { changePrivacy, deleteImages } from "@/lib/images/mutations";
import { startUploads } from "@/lib/images/start-uploads";
import { createLink } from "@/lib/links/mutations";
import { handOver } from "@/lib/reseal/hand-over";
import { settleReseals, startReseal } from "@/lib/reseal/mutations";
import { listHandovers, listReseals } from "@/lib/reseal/queries";
import { getEntryAccess } from "@/lib/revocation/queries";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
type Fault = Parameters<typeof world.standIn.faults.add>[0];
let admin: Actor;
let editor: Actor;
let png: Buffer;

beforeAll(async () => {
  admin = await world.actor("admin");
  editor = await world.actor("editor");
  png = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#55a" } })
    .png()
    .toBuffer();
});
beforeEach(async () => {
  world.standIn.faults.clear();
  pass(3600);
  await db().reseal.deleteMany();
  await db().pastItem.deleteMany();
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  for (const { cloudflareId } of await db().image.findMany())
    if (cloudflareId) await cloudflare().deleteImage(cloudflareId);
  await db().image.deleteMany();
  await prepareAccount(admin);
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};

async function upload() {
  const [ticket] = await startUploads(editor, {
    private: true,
    files: [{ key: randomUUID(), name: "harbour.png", bytes: png.length, type: "image/png" }],
  });
  if (!ticket?.ok || !("uploadUrl" in ticket)) throw new Error("no URL");
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(png)], { type: "image/png" }), "harbour.png");
  await fetch(ticket.uploadUrl, { method: "POST", body: form });
  await finishUploads(editor, { imageIds: [ticket.imageId] });
  return ticket.imageId;
}
const link = (imageId: string, recipient: string) =>
  createLink(editor, {
    imageId,
    variantId: "public",
    purpose: "Review",
    recipient,
    endsAt: new Date(world.clock.now.getTime() + 48 * 3_600_000),
  });
const imageOf = (id: string) => db().image.findUniqueOrThrow({ where: { id } });
const statusOf = async (url: string) => {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.status;
};
const stored = async () => (await cloudflare().listImages({ perPage: 100 })).images.map(({ id }) => id);
const resealOf = (imageId: string) => db().reseal.findFirstOrThrow({ where: { imageId } });

/** A leaked and an innocent link to one image. */
async function leak() {
  const imageId = await upload();
  const [leaked, innocent] = [await link(imageId, "Leaky"), await link(imageId, "Innocent")];
  const before = (await imageOf(imageId)).cloudflareId ?? "";
  return { imageId, before, leaked, innocent };
}
const reseal = ({ imageId, leaked }: { imageId: string; leaked: { linkId: string } }) =>
  startReseal(admin, { imageIds: [imageId], stopLinks: [leaked.linkId], confirmedOthers: 1 });

/** What must hold whatever broke: the bytes are there once, privately, and nobody unsigned was let in. */
async function assertWhole(imageId: string, urls: { leaked: string; innocent: string }) {
  const { cloudflareId } = await imageOf(imageId);
  const id = cloudflareId ?? "";
  const { body } = await cloudflare().downloadOriginal(id);
  const hash = createHash("sha256");
  for await (const chunk of body) hash.update(chunk);
  expect(hash.digest("hex")).toBe(createHash("sha256").update(png).digest("hex"));
  expect((await cloudflare().getImage(id))?.requireSignedURLs).toBe(true);
  for (const one of await stored()) expect(await statusOf(deliveryUrl(one, "public"))).toBe(403);
  const record = await db().reseal.findFirst({ where: { imageId } });
  if (record?.step === "done") {
    expect(await stored()).toEqual([id]);
    expect(await statusOf(urls.leaked)).not.toBe(200);
  }
}

describe("re-sealing", () => {
  it("kills the leaked address, measured, and gives the innocent a new one", async () => {
    const { imageId, before, leaked, innocent } = await leak();
    expect([await statusOf(leaked.url), await statusOf(innocent.url)]).toEqual([200, 200]);
    const { id: since } = await db().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    await reseal({ imageId, leaked });
    const image = await imageOf(imageId);
    expect(image.cloudflareId).not.toBe(before);
    expect(image).toMatchObject({ state: "ready", requireSignedUrls: true, probe: "refused" });
    expect([await statusOf(leaked.url), await statusOf(innocent.url)]).toEqual([404, 404]);
    expect(await stored()).toEqual([image.cloudflareId]);
    const [row] = await listReseals(admin, { imageIds: [imageId], linkId: leaked.linkId });
    expect(row).toMatchObject({ step: "done", reissued: 1, answer: "absent", failure: null });
    expect(row?.measuredAt).not.toBeNull();
    expect(await db().link.findUnique({ where: { id: leaked.linkId } })).toMatchObject({
      revokedById: admin.id,
    });
    const handovers = await listHandovers(admin, { resealIds: [row?.id ?? ""] });
    expect(handovers).toMatchObject([{ recipient: "Innocent", addresses: [{ imageName: "harbour.png" }] }]);
    const { links } = await handOver(admin, { pastIds: [handovers[0]?.addresses[0]?.pastId ?? ""] });
    const url = links[0]?.urls[0]?.url ?? "";
    expect(await statusOf(url)).toBe(200);
    expect(new URL(url).searchParams.get("exp")).toBe(new URL(innocent.url).searchParams.get("exp"));
    expect(await listHandovers(admin, { resealIds: [row?.id ?? ""] })).toEqual([]);
    const events = await db().auditEvent.findMany({
      where: { id: { gt: since } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action }) => action)).toEqual([
      "image.reseal-asked",
      "image.resealed",
      "link.reissued",
      "link.stopped",
      "image.resealed",
      "link.handed-over",
    ]);
    const said = JSON.stringify(events, (_, value) => (typeof value === "bigint" ? String(value) : value));
    for (const one of [url, leaked.url, innocent.url])
      expect(said).not.toContain(new URL(one).searchParams.get("sig") ?? "?");
  });

  it("is refused where it would do nothing, or something else than was shown", async () => {
    const { imageId, leaked } = await leak();
    const ask = (change: object) =>
      startReseal(admin, { imageIds: [imageId], stopLinks: [leaked.linkId], confirmedOthers: 1, ...change });
    await expect(ask({ confirmedOthers: 0 })).rejects.toThrow(/1 other links are affected now/);
    await expect(ask({ imageIds: [randomUUID()] })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(
      startReseal(editor, { imageIds: [imageId], stopLinks: [leaked.linkId], confirmedOthers: 1 }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await changePrivacy(admin, { imageId, private: false });
    await expect(ask({})).rejects.toThrow(/public/);
    expect(await db().reseal.count()).toBe(0);
  });

  it("happens once when two ask for it at once", async () => {
    const { imageId, leaked, innocent } = await leak();
    const answers = await Promise.allSettled([reseal({ imageId, leaked }), reseal({ imageId, leaked })]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await assertWhole(imageId, { leaked: leaked.url, innocent: innocent.url });
    expect(await stored()).toHaveLength(1);
  });

  it("of some pictures of a link leaves it the others; of all of them it is revoked", async () => {
    const imageIds = [await upload(), await upload(), await upload()];
    const made = await Promise.all(imageIds.map((imageId) => link(imageId, "Leaky")));
    const [first, ...rest] = made.map(({ linkId }) => linkId);
    const linkId = first ?? "";
    for (const [at, other] of rest.entries())
      await db().linkItem.updateMany({ where: { linkId: other }, data: { linkId, position: at + 2 } });
    const ask = (ids: string[]) =>
      startReseal(admin, { imageIds: ids, stopLinks: [linkId], confirmedOthers: 0 });
    await ask(imageIds.slice(0, 1));
    expect(await Promise.all(made.map(({ url }) => statusOf(url)))).toEqual([404, 200, 200]);
    expect(await db().link.findUnique({ where: { id: linkId } })).toMatchObject({ revokedAt: null });
    expect(await db().linkItem.count({ where: { linkId } })).toBe(2);
    await ask(imageIds.slice(1));
    expect(await Promise.all(made.map(({ url }) => statusOf(url)))).toEqual([404, 404, 404]);
    expect((await db().link.findUnique({ where: { id: linkId } }))?.revokedAt).not.toBeNull();
    const shown = await listReseals(admin, { imageIds: [], linkId });
    expect(shown.filter(({ step }) => step === "done").length).toBeGreaterThanOrEqual(2);
  });

  it("that meets a fault is carried on from an open page, and is offered no second time meanwhile", async () => {
    const { imageId, leaked } = await leak();
    const other = await link(imageId, "Another");
    const owed = async (by: Actor) => (await readWaiting(by)).owed;
    expect(await owed(admin)).toBe(false);
    world.standIn.faults.add({ kind: "error", status: 503, host: "upload" });
    await startReseal(admin, { imageIds: [imageId], stopLinks: [leaked.linkId], confirmedOthers: 2 });
    expect([await owed(admin), await owed(editor)]).toEqual([true, false]);
    const stopping = await getEntryAccess(admin, { linkId: leaked.linkId });
    expect(stopping).toMatchObject({ best: null, pictures: [{ id: imageId }], images: [] });
    expect(stopping?.meter.sentence).toMatch(/being re-sealed/);
    const beside = await getEntryAccess(admin, { linkId: other.linkId });
    expect(beside).toMatchObject({ best: null, meter: { sentence: expect.stringMatching(/Wait until/) } });
    await expect(settleReseals(editor, { limit: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    pass(10);
    const moved = await Promise.all([1, 2].map(() => settleReseals(admin, { limit: 1 })));
    expect(moved).toContain(1);
    expect((await resealOf(imageId)).step).toBe("done");
    expect(await statusOf(leaked.url)).toBe(404);
    expect(await owed(admin)).toBe(false);
    expect(await getEntryAccess(admin, { linkId: other.linkId })).toMatchObject({ best: "reseal" });
  });

  it("is given up, and nothing is changed, when the image is deleted meanwhile", async () => {
    const { imageId, leaked } = await leak();
    world.standIn.faults.add({ kind: "error", status: 503, host: "upload", times: null });
    await reseal({ imageId, leaked });
    expect((await resealOf(imageId)).step).toBe("copying");
    world.standIn.faults.clear();
    await deleteImages(admin, { imageIds: [imageId] });
    pass(3600);
    await settleReseals(system, { limit: 5 });
    pass(3600);
    await settleReseals(system, { limit: 5 });
    expect(await resealOf(imageId)).toMatchObject({ step: "failed", activeFor: null });
    expect(await stored()).toEqual([]);
  });

  it("is given up when Cloudflare stores other bytes", async () => {
    const { imageId, before, leaked, innocent } = await leak();
    world.standIn.faults.add({
      kind: "answer",
      status: 200,
      headers: { "content-type": "image/png" },
      body: "other",
      host: "api",
      path: "/blob$",
      skip: 1,
    });
    await reseal({ imageId, leaked });
    await settleReseals(system, { limit: 5 });
    expect(await resealOf(imageId)).toMatchObject({ step: "failed" });
    expect(await stored()).toEqual([before]);
    expect([await statusOf(leaked.url), await statusOf(innocent.url)]).toEqual([200, 200]);
  });
});

describe("whatever breaks, it is finished later: no public moment, no byte lost, nothing twice", () => {
  const details = { host: "api" as const, method: "GET", path: "/v1/[0-9a-f-]{36}$" };
  const blob = { host: "api" as const, path: "/blob$" };
  const ask = { host: "api" as const, path: "/direct_upload$" };
  const remove = { host: "api" as const, method: "DELETE" };
  const bytes = { host: "upload" as const };
  const faults: [string, Fault][] = [
    ["original: connection lost", { kind: "reset", ...blob }],
    ["original: cut", { kind: "cut", ...blob }],
    ["URL: refused", { kind: "error", status: 500, ...ask }],
    ["URL: answer lost", { kind: "lost", ...ask }],
    ["bytes: connection lost", { kind: "reset", ...bytes }],
    ["bytes: arrived, answer lost", { kind: "lost", ...bytes }],
    ["bytes: arrived, answer cut", { kind: "cut", ...bytes }],
    ["bytes: refused", { kind: "error", status: 503, text: true, ...bytes }],
    ["copy: not to be read", { kind: "error", status: 503, ...details, times: 3 }],
    ["copy's bytes: not to be read", { kind: "reset", ...blob, skip: 1 }],
    ["stranger: no answer", { kind: "reset", host: "delivery" }],
    ["delete: refused", { kind: "error", status: 500, ...remove, times: 3 }],
    ["delete: done, answer lost", { kind: "lost", ...remove, times: 3 }],
    ["limited", { kind: "rate-limit", retryAfter: 30, ...remove }],
    ["measuring: no answer", { kind: "reset", host: "delivery", skip: 1 }],
  ];
  it.each(faults)("%s", async (_, fault) => {
    const { imageId, leaked, innocent } = await leak();
    world.standIn.faults.add(fault);
    await reseal({ imageId, leaked });
    world.standIn.faults.clear();
    pass(40); // a limit that was asked for is over
    await assertWhole(imageId, { leaked: leaked.url, innocent: innocent.url });
    for (let n = 0; n < 4 && (await resealOf(imageId)).step !== "done"; n += 1) {
      pass(700);
      await settleReseals(system, { limit: 5 });
      await assertWhole(imageId, { leaked: leaked.url, innocent: innocent.url });
    }
    expect(await resealOf(imageId)).toMatchObject({ step: "done", reissued: 1, answer: "absent" });
    expect(await db().pastItem.count()).toBe(1);
    await assertWhole(imageId, { leaked: leaked.url, innocent: innocent.url });
  });

  // A server that dies leaves the row at its step with its lease; the next one goes on from there.
  it.each(["copying", "copying, asked", "copying, sent", "checking", "swapped", "deleted"])(
    "killed at %s",
    async (at) => {
      const { imageId, before, leaked, innocent } = await leak();
      await reseal({ imageId, leaked });
      const done = await resealOf(imageId);
      const past = await db().pastItem.findFirstOrThrow();
      // Wind the world back to where the server died, with what would be there at Cloudflare by then.
      const winding = ["copying", "copying, asked", "copying, sent", "checking"].includes(at);
      if (winding) {
        const old = await upload();
        const fresh = (await imageOf(old)).cloudflareId ?? "";
        await db().image.delete({ where: { id: old } });
        const item = await db().linkItem.findUniqueOrThrow({ where: { id: past.itemId ?? "" } });
        await db().linkItem.update({
          where: { id: item.id },
          data: { cloudflareId: done.newCloudflareId ?? "" },
        });
        await db().pastItem.deleteMany();
        await db().linkItem.updateMany({
          where: { cloudflareId: before },
          data: { cloudflareId: done.newCloudflareId ?? "" },
        });
        const draft =
          at === "copying, asked"
            ? await cloudflare().createDirectUpload({
                requireSignedURLs: true,
                metadata: {},
                expiresAt: new Date(world.clock.now.getTime() + 600_000),
              })
            : null;
        if (at === "copying" || draft) await cloudflare().deleteImage(fresh);
        await db().reseal.update({
          where: { id: done.id },
          data: {
            step: at === "checking" ? "checking" : "copying",
            oldCloudflareId: done.newCloudflareId ?? "",
            newCloudflareId: at === "copying" ? null : (draft?.id ?? fresh),
            askedAt: world.clock.now,
          },
        });
      } else
        await db().reseal.update({ where: { id: done.id }, data: { step: at as "swapped" | "deleted" } });
      await db().link.update({ where: { id: leaked.linkId }, data: { revokedAt: null } });
      await db().reseal.update({
        where: { id: done.id },
        data: { finishedAt: null, activeFor: imageId, answer: null, dueAt: world.clock.now },
      });
      await settleReseals(system, { limit: 5 });
      expect(await resealOf(imageId)).toMatchObject({ step: "done", answer: "absent", reissued: 1 });
      await assertWhole(imageId, { leaked: leaked.url, innocent: innocent.url });
      expect(await db().link.findUnique({ where: { id: leaked.linkId } })).toMatchObject({
        revokedAt: world.clock.now,
      });
      expect(await stored()).toHaveLength(1);
    },
  );
});
