import { randomUUID } from "node:crypto";
import fc from "fast-check";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { finishUploads, settleDue } from "@/lib/images/finish-uploads";
import { changePrivacy } from "@/lib/images/mutations";
import { beginFlip } from "@/lib/images/privacy";
import { imageQuerySchema } from "@/lib/images/schema";
import { searchTextOf, sortNameOf } from "@/lib/images/search";
import { startUploads } from "@/lib/images/start-uploads";
import { perMinute } from "@/lib/jobs/budget";
import { workFlip } from "@/lib/jobs/flips";
import { claimItems, Halted, jobColumns, toJob } from "@/lib/jobs/items";
import {
  advanceJobs,
  cancelJob,
  pauseJob,
  resumeJob,
  retryJob,
  startJob,
  undoJob,
} from "@/lib/jobs/mutations";
import { getJob, listJobs, planJob, planUndo } from "@/lib/jobs/queries";
import type { Act, Selection } from "@/lib/jobs/schema";
import { createLink } from "@/lib/links/mutations";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
let editor: Actor;
let viewer: Actor;
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
  await db().job.deleteMany();
  await db().collection.deleteMany();
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  await db().image.deleteMany();
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000);
  await prepareAccount(admin);
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};

async function stored(name: string, isPrivate = true) {
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
  return { id: row.id, cloudflareId: row.cloudflareId ?? "" };
}

/** A row without bytes, for acts that ask Cloudflare nothing. */
function writeRow(
  data: { name?: string; tags?: string[]; state?: "ready" | "pending" | "failed"; trashedAt?: Date } = {},
) {
  const { name = "row", tags = [], state = "ready", trashedAt } = data;
  return db().image.create({
    data: {
      uploadKey: randomUUID(),
      cloudflareId: randomUUID(),
      state,
      requireSignedUrls: true,
      name,
      fileName: name,
      tags,
      searchText: searchTextOf(name, ...tags),
      sortName: sortNameOf(name),
      uploadedById: admin.id,
      ...(trashedAt && { trashedAt, purgeAt: new Date(trashedAt.getTime() + 1e9) }),
    },
  });
}
const picked = (...images: { id: string }[]): Selection => ({ imageIds: images.map(({ id }) => id) });
const everything = (q = ""): Selection => ({ query: imageQuerySchema.parse({ q }), except: [] });
const rowOf = (id: string) => db().image.findUniqueOrThrow({ where: { id } });
const stranger = async (cloudflareId: string) => (await fetch(deliveryUrl(cloudflareId, "public"))).status;

async function begin(actor: Actor, act: Act, selection: Selection): Promise<string> {
  const { digest } = await planJob(actor, { selection, act });
  return (await startJob(actor, { selection, act, expected: digest })).jobId;
}
const work = () => advanceJobs(system, { forMs: 20_000 });
async function run(actor: Actor, act: Act, selection: Selection) {
  const jobId = await begin(actor, act, selection);
  await work();
  return getJob(admin, { jobId });
}
async function takeBack(jobId: string) {
  const { digest } = await planUndo(admin, { jobId });
  const undone = await undoJob(admin, { jobId, expected: digest });
  await work();
  return getJob(admin, undone);
}
const jobOf = async (id: string) =>
  toJob(await db().job.findUniqueOrThrow({ where: { id }, select: jobColumns }));
const claim = async (jobId: string) => claimItems(await jobOf(jobId), { limit: 1 });
const eventsOf = async (subjectId: string) =>
  (await db().auditEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
    ({ action, details }) => `${action} ${(details as { step?: string }).step ?? ""}`.trim(),
  );

describe("a job", () => {
  it("tags what matches a question, says of each what became of it, and is taken back byte for byte", async () => {
    const one = await writeRow({ name: "Hamnen", tags: ["press"] });
    const two = await writeRow({ name: "Hamnen 2", tags: ["spring", "press"] });
    const other = await writeRow({ name: "Elsewhere" });
    const failed = await writeRow({ name: "Hamnen gone" });
    await db().image.update({ where: { id: failed.id }, data: { state: "deleting" } });
    const act: Act = { kind: "tag", tags: ["spring", "hamnen"] };
    const plan = await planJob(editor, { selection: everything("hamn"), act });
    expect(plan).toMatchObject({ total: 3, change: 2, exceptions: [{ why: "gone", count: 1 }], minutes: 0 });
    const before = await Promise.all([one.id, two.id].map(rowOf));
    const job = await run(editor, act, everything("hamn"));
    expect(job).toMatchObject({ state: "done", done: 2, skipped: 1, failed: 0, undoable: true });
    expect((await rowOf(one.id)).tags).toEqual(["press", "spring", "hamnen"]);
    expect((await rowOf(two.id)).tags).toEqual(["spring", "press", "hamnen"]);
    expect((await rowOf(other.id)).tags).toEqual([]);
    expect((await eventsOf(job.id)).slice(-2)).toEqual(["job.started", "job.finished"]);
    // One of them was changed by somebody since: that change stays.
    await db().image.update({ where: { id: two.id }, data: { tags: ["mine"] } });
    expect(await takeBack(job.id)).toMatchObject({ done: 1, skipped: 1, undoOf: job.id });
    const { version: _, ...restored } = await rowOf(one.id);
    const { version: __, ...was } = before[0] as (typeof before)[number];
    expect(restored).toEqual(was);
    expect((await rowOf(two.id)).tags).toEqual(["mine"]);
    await expect(planUndo(admin, { jobId: job.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("begins only with the images that the person was shown, not with as many others", async () => {
    const shown = await writeRow();
    const act: Act = { kind: "tag", tags: ["a"] };
    const { digest } = await planJob(editor, { selection: everything(), act });
    await db().image.delete({ where: { id: shown.id } });
    await writeRow();
    const late = startJob(editor, { selection: everything(), act, expected: digest });
    await expect(late).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringMatching(/look again/),
    });
    expect(await listJobs(editor)).toEqual([]);
  });

  it("makes images private and public again, and proves it to a stranger", async () => {
    const open = [await stored("a.png", false), await stored("b.png", false)];
    const sealed = await stored("c.png");
    const act: Act = { kind: "make-private" };
    expect(await planJob(admin, { selection: everything(), act })).toMatchObject({ change: 2, open: 2 });
    const job = await run(admin, act, picked(...open, sealed));
    expect(job).toMatchObject({ state: "done", done: 2, skipped: 1 });
    for (const { cloudflareId } of open) expect(await stranger(cloudflareId)).toBe(403);
    expect(await takeBack(job.id)).toMatchObject({ done: 2, failed: 0 });
    for (const { cloudflareId } of open) expect(await stranger(cloudflareId)).toBe(200);
    expect(await stranger(sealed.cloudflareId)).toBe(403);
  });

  it("opens nothing that is under embargo, alone or with others", async () => {
    const image = await stored("a.png");
    const until = new Date(world.clock.now.getTime() + 86_400_000);
    await run(editor, { kind: "rights", embargoUntil: until, credit: "Ines" }, picked(image));
    expect(await rowOf(image.id)).toMatchObject({ embargoUntil: until, credit: "Ines" });
    expect(await run(admin, { kind: "make-public" }, picked(image))).toMatchObject({
      skipped: 1,
      items: [{ reason: "under embargo" }],
    });
    await expect(changePrivacy(admin, { imageId: image.id, private: false })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringMatching(/under embargo until/),
    });
    pass(86_400);
    await prepareAccount(admin);
    expect(await run(admin, { kind: "make-public" }, picked(image))).toMatchObject({ done: 1 });
  });

  it("sets rights only where they make sense, says what changes, and clears them", async () => {
    const at = (days: number) => new Date(world.clock.now.getTime() + days * 86_400_000);
    const [kept, open] = [await writeRow(), await writeRow()];
    await db().image.update({ where: { id: kept.id }, data: { rightsUntil: at(1), credit: "Ines" } });
    await db().image.update({ where: { id: open.id }, data: { requireSignedUrls: false } });
    const selection = picked(kept, open);
    const plan = (act: Omit<Extract<Act, { kind: "rights" }>, "kind">) =>
      planJob(editor, { selection, act: { kind: "rights", ...act } });
    for (const act of [{ rightsFrom: at(2), rightsUntil: at(1) }, { embargoUntil: at(-1) }])
      await expect(plan(act)).rejects.toMatchObject({ code: "INVALID" });
    expect(await plan({ rightsFrom: at(2) })).toMatchObject({
      change: 1,
      fields: { rightsFrom: 1 },
      exceptions: [{ why: "rights", count: 1 }],
    });
    expect(await plan({ embargoUntil: at(3), credit: "Ines" })).toMatchObject({
      fields: { credit: 1, embargoUntil: 2 },
      open: 1,
    });
    await run(editor, { kind: "rights", credit: "", rightsUntil: null }, selection);
    expect(await rowOf(kept.id)).toMatchObject({ credit: "", rightsUntil: null });
  });

  it("collects in order, and takes out and back in to the same place", async () => {
    const rows = [await writeRow({ name: "a" }), await writeRow({ name: "b" })];
    const { id: collectionId } = await db().collection.create({
      data: { name: "Autumn", folded: "autumn", createdById: admin.id },
    });
    const places = () =>
      db().collectionImage.findMany({ where: { collectionId }, orderBy: { place: "asc" } });
    const collected = await run(editor, { kind: "collect", collectionId }, picked(...rows));
    expect(collected.title).toBe("Add 2 images to “Autumn”");
    // It says what it was called then, also when that is another name by now.
    await db().collection.update({ where: { id: collectionId }, data: { name: "Fall", folded: "fall" } });
    expect((await getJob(admin, { jobId: collected.id })).title).toBe(collected.title);
    const before = await places();
    expect(before.map(({ imageId }) => imageId).sort()).toEqual(rows.map(({ id }) => id).sort());
    const job = await run(editor, { kind: "uncollect", collectionId }, picked(...rows));
    expect(await places()).toEqual([]);
    expect((await db().collection.findUniqueOrThrow({ where: { id: collectionId } })).images).toBe(0);
    await takeBack(job.id);
    expect(await places()).toEqual(before);
  });

  it("moves to the trash and back", async () => {
    const open = await stored("a.png", false);
    const job = await run(admin, { kind: "trash", links: "end" }, picked(open));
    expect(job).toMatchObject({ done: 1 });
    expect(await rowOf(open.id)).toMatchObject({ requireSignedUrls: true, trashedAt: expect.any(Date) });
    expect(await stranger(open.cloudflareId)).toBe(403);
    await takeBack(job.id);
    expect(await rowOf(open.id)).toMatchObject({ requireSignedUrls: true, trashedAt: null });
  });
});

const linkTo = (imageId: string) =>
  createLink(admin, {
    imageId,
    variantId: "public",
    purpose: "press",
    recipient: "Clara",
    endsAt: new Date(world.clock.now.getTime() + 86_400_000),
  });

describe("nothing is deleted for good that was not agreed to", () => {
  it("an image that gets a link after the dry run stops the start, and one after the start is left alone", async () => {
    const [early, late] = [await stored("a.png"), await stored("b.png")];
    const act: Act = { kind: "trash", links: "end" };
    const selection = picked(early, late);
    const { digest } = await planJob(admin, { selection, act });
    await linkTo(early.id);
    const shown = startJob(admin, { selection, act, expected: digest });
    await expect(shown).rejects.toMatchObject({ code: "CONFLICT" });
    const jobId = await begin(admin, act, selection);
    await linkTo(late.id);
    await work();
    const { items, ...job } = await getJob(admin, { jobId });
    expect(job).toMatchObject({ state: "done", done: 1, skipped: 1, failed: 0 });
    expect(items).toMatchObject([
      { imageId: early.id, state: "done", outcome: "Deleted for good" },
      { imageId: late.id, state: "skipped", reason: "has a live link since" },
    ]);
    expect(await rowOf(late.id)).toMatchObject({ state: "ready", trashedAt: null });
    expect(await cloudflare().getImage(late.cloudflareId)).not.toBeNull();
  });

  it("with `keep` everything stored goes to the trash, also what got a link meanwhile", async () => {
    const image = await stored("a.png");
    const jobId = await begin(admin, { kind: "trash", links: "keep" }, picked(image));
    await linkTo(image.id);
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({
      done: 1,
      items: [{ outcome: "Moved to the trash" }],
    });
    expect(await rowOf(image.id)).toMatchObject({ state: "ready", trashedAt: expect.any(Date) });
  });

  it("with `stop` links end, everything stored stays restorable, and what got a link meanwhile is left alone", async () => {
    const [open, plain, late] = [await stored("a.png"), await stored("b.png"), await stored("c.png")];
    const { url } = await linkTo(open.id);
    await changePrivacy(admin, { imageId: open.id, private: false });
    const act: Act = { kind: "trash", links: "stop" };
    const plan = await planJob(admin, { selection: picked(open, plain, late), act });
    expect(plan).toMatchObject({ change: 3, linked: 1, links: 1, minutes: 1 });
    const jobId = await begin(admin, act, picked(open, plain, late));
    const other = await linkTo(late.id);
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({
      ...{ state: "done", done: 2, skipped: 1 },
      items: [
        { outcome: "Moved to the trash" },
        { outcome: "Moved to the trash" },
        { reason: "has a live link since" },
      ],
    });
    expect((await fetch(url)).status).not.toBe(200);
    expect((await fetch(other.url)).status).toBe(200);
    await takeBack(jobId);
    const row = await rowOf(open.id);
    expect(row).toMatchObject({ trashedAt: null, requireSignedUrls: true });
    expect(row.cloudflareId).not.toBe(open.cloudflareId);
    expect(await stranger(row.cloudflareId ?? "")).toBe(403);
    expect((await fetch(url)).status).not.toBe(200);
  });

  it("and the dry run counts what then happens to each", async () => {
    const kinds = ["ready", "linked", "pending", "failed", "trashed"] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 6 }),
        fc.constantFrom("end" as const, "keep" as const, "stop" as const),
        async (seeds, links) => {
          await db().reseal.deleteMany();
          await db().linkItem.deleteMany();
          await db().image.deleteMany();
          const rows = [];
          for (const kind of seeds) {
            const state = kind === "pending" || kind === "failed" ? kind : "ready";
            const row = await writeRow({ state, ...(kind === "trashed" && { trashedAt: world.clock.now }) });
            if (kind === "linked") await linkTo(row.id);
            rows.push(row);
          }
          const act: Act = { kind: "trash", links };
          const selection = picked(...rows);
          const plan = await planJob(admin, { selection, act });
          if (plan.change === 0) return;
          const job = await run(admin, act, selection);
          const forGood = plan.unstored + (links === "end" ? plan.linked : 0);
          const outcomes = job.items.map(({ outcome }) => outcome);
          expect(job).toMatchObject({ done: plan.change, failed: 0 });
          expect(outcomes.filter((one) => one === "Deleted for good")).toHaveLength(forGood);
          expect(outcomes.filter((one) => one === "Moved to the trash")).toHaveLength(plan.change - forGood);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe("taking back", () => {
  it("opens nothing that somebody opened and closed again since", async () => {
    const [again, left] = [await stored("a.png", false), await stored("b.png", false)];
    const job = await run(admin, { kind: "make-private" }, picked(again, left));
    pass(60);
    await changePrivacy(admin, { imageId: again.id, private: false });
    await changePrivacy(admin, { imageId: again.id, private: true });
    expect(await planUndo(admin, { jobId: job.id })).toMatchObject({
      change: 1,
      exceptions: [{ why: "changed", count: 1 }],
    });
    await takeBack(job.id);
    expect(await stranger(again.cloudflareId)).toBe(403);
    expect(await stranger(left.cloudflareId)).toBe(200);
  });

  it("restores nothing that somebody else put in the trash since", async () => {
    const image = await stored("a.png");
    const job = await run(admin, { kind: "trash", links: "keep" }, picked(image));
    await run(admin, { kind: "restore" }, picked(image));
    pass(60);
    await run(admin, { kind: "trash", links: "keep" }, picked(image));
    expect(await planUndo(admin, { jobId: job.id })).toMatchObject({
      change: 0,
      exceptions: [{ why: "changed", count: 1 }],
    });
  });

  it("gives up what is left of a paused job, which then neither goes on nor is tried again", async () => {
    const rows = await Promise.all(["a", "b", "c"].map((name) => writeRow({ name })));
    const jobId = await begin(editor, { kind: "tag", tags: ["x"] }, picked(...rows));
    await db().jobItem.updateMany({
      where: { jobId, seq: { gt: 0 } },
      data: { dueAt: new Date(world.clock.now.getTime() + 60_000) },
    });
    await work();
    await pauseJob(editor, { jobId });
    await db().jobItem.update({ where: { jobId_seq: { jobId, seq: 2 } }, data: { state: "failed" } });
    await db().job.update({ where: { id: jobId }, data: { failed: 1 } });
    await takeBack(jobId);
    expect(await getJob(editor, { jobId })).toMatchObject({ state: "cancelled", done: 1, undoable: false });
    await expect(resumeJob(editor, { jobId })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(retryJob(editor, { jobId })).rejects.toMatchObject({ code: "CONFLICT" });
    pass(120);
    await work();
    for (const { id } of rows) expect((await rowOf(id)).tags).toEqual([]);
  });
});

describe("a job that is stopped", () => {
  const steps = ["claimed", "begun", "sent", "concluded"] as const;

  /** What a worker leaves behind that was killed right after this step. */
  async function killedAfter(
    step: (typeof steps)[number],
    jobId: string,
    image: { id: string },
    wish: boolean,
  ) {
    const [item] = await claim(jobId);
    if (!item) throw new Error("nothing to claim");
    if (step === "claimed") return;
    const flip = await beginFlip(admin, { imageId: image.id, private: wish });
    await db().jobItem.updateMany({
      where: { jobId, seq: item.seq },
      data: { begunAt: flip.privacyPendingAt, before: { private: !wish } },
    });
    if (step === "begun") return;
    await cloudflare().setPrivacy(flip.cloudflareId, wish);
    if (step === "concluded") {
      pass(91);
      await settleDue(system, { limit: 10 });
    }
  }

  it.each(steps.flatMap((step) => [true, false].map((wish) => ({ step, wish }))))(
    "after $step (private: $wish) goes on and ends as asked",
    async ({ step, wish }) => {
      const image = await stored("a.png", !wish);
      const jobId = await begin(admin, { kind: wish ? "make-private" : "make-public" }, picked(image));
      await killedAfter(step, jobId, image, wish);
      // Nobody else touches it while the dead worker's hold lasts.
      await work();
      if (step !== "concluded") expect((await getJob(admin, { jobId })).done).toBe(0);
      pass(91);
      for (let tries = 0; tries < 4; tries++) {
        await work();
        await settleDue(system, { limit: 10 });
        pass(91);
      }
      expect(await getJob(admin, { jobId })).toMatchObject({ state: "done", done: 1, failed: 0 });
      expect(await rowOf(image.id)).toMatchObject({ requireSignedUrls: wish, privacyPendingAt: null });
      expect(await stranger(image.cloudflareId)).toBe(wish ? 403 : 200);
      const confirmed = (await eventsOf(image.id)).filter((event) => event.endsWith("confirmed"));
      expect(confirmed).toHaveLength(1);
    },
  );

  it("and cancelled before it asked Cloudflare opens nothing", async () => {
    const image = await stored("a.png");
    const jobId = await begin(admin, { kind: "make-public" }, picked(image));
    await killedAfter("begun", jobId, image, false);
    await cancelJob(admin, { jobId });
    pass(91);
    await work();
    await settleDue(system, { limit: 10 });
    expect(await rowOf(image.id)).toMatchObject({ requireSignedUrls: true, privacyPendingAt: null });
    expect(await stranger(image.cloudflareId)).toBe(403);
  });

  it("does not open again what somebody closed meanwhile", async () => {
    const image = await stored("a.png");
    const jobId = await begin(admin, { kind: "make-public" }, picked(image));
    await killedAfter("concluded", jobId, image, false);
    await changePrivacy(admin, { imageId: image.id, private: true });
    pass(91);
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({ done: 0, failed: 1 });
    expect(await stranger(image.cloudflareId)).toBe(403);
  });

  it("in the middle of sealing an image for the trash goes on when that is settled", async () => {
    const image = await stored("a.png", false);
    const jobId = await begin(admin, { kind: "trash", links: "end" }, picked(image));
    await claim(jobId);
    await beginFlip(admin, { imageId: image.id, private: true });
    for (let tries = 0; tries < 5; tries++) {
      pass(91);
      await work();
      await settleDue(system, { limit: 10 });
    }
    expect(await getJob(admin, { jobId })).toMatchObject({ state: "done", done: 1 });
    expect(await rowOf(image.id)).toMatchObject({ requireSignedUrls: true, trashedAt: expect.any(Date) });
    expect(await stranger(image.cloudflareId)).toBe(403);
  });

  it("by Cloudflare at a deletion leaves a tombstone, and the deletion goes on by itself", async () => {
    const image = await stored("a.png");
    await createLink(admin, {
      imageId: image.id,
      variantId: "public",
      purpose: "press",
      recipient: "Clara",
      endsAt: new Date(world.clock.now.getTime() + 86_400_000),
    });
    const act: Act = { kind: "trash", links: "end" };
    expect(await planJob(admin, { selection: picked(image), act })).toMatchObject({ linked: 1, links: 1 });
    world.standIn.faults.add({ kind: "error", method: "DELETE", status: 503, times: 3 });
    expect(await run(admin, act, picked(image))).toMatchObject({ state: "done", done: 1 });
    expect((await rowOf(image.id)).state).toBe("deleting");
    pass(10);
    await settleDue(system, { limit: 10 });
    expect(await db().image.count()).toBe(0);
    expect(await cloudflare().getImage(image.cloudflareId)).toBeNull();
  });

  it("by four workers at once does each image once", async () => {
    const rows = await Promise.all(Array.from({ length: 30 }, (_, at) => writeRow({ name: `n${at}` })));
    const jobId = await begin(editor, { kind: "tag", tags: ["once"] }, picked(...rows));
    await Promise.all(Array.from({ length: 4 }, work));
    expect(await getJob(admin, { jobId })).toMatchObject({ state: "done", done: 30, failed: 0 });
    for (const { id } of rows)
      expect((await eventsOf(id)).filter((e) => e === "image.edited")).toHaveLength(1);
  });
});

describe("what had begun at Cloudflare", () => {
  const kinds = ["make-public", "make-private", "trash"] as const;
  const actOf = (kind: (typeof kinds)[number]): Act =>
    kind === "trash" ? { kind, links: "keep" } : { kind };
  const openly = (kind: (typeof kinds)[number]) => kind !== "make-public";

  /** A job of two images: the first is done, and Cloudflare did the second without its answer coming back. */
  async function halfDone(kind: (typeof kinds)[number]) {
    const [a, b] = [await stored("a.png", !openly(kind)), await stored("b.png", !openly(kind))];
    const jobId = await begin(admin, actOf(kind), picked(a, b));
    const later = new Date(world.clock.now.getTime() + 1000);
    await db().jobItem.updateMany({ where: { jobId, seq: 1 }, data: { dueAt: later } });
    await work();
    pass(2);
    world.standIn.faults.add({ kind: "lost", method: "PATCH", times: null });
    await work();
    world.standIn.faults.clear();
    return { a, b, jobId };
  }
  const settled = async (jobId: string) => {
    for (let tries = 0; tries < 4; tries++) {
      pass(91);
      await work();
    }
    return getJob(admin, { jobId });
  };
  const stop = { cancel: cancelJob, pause: pauseJob };

  it.each(kinds.flatMap((kind) => (["cancel", "pause"] as const).map((how) => ({ kind, how }))))(
    "is counted and taken back after $how of $kind",
    async ({ kind, how }) => {
      const { a, b, jobId } = await halfDone(kind);
      const act = kind === "make-public" ? 200 : 403;
      expect(await stranger(b.cloudflareId)).toBe(act);
      await stop[how](admin, { jobId });
      // Until it is known nobody takes the rest back without it.
      expect(await getJob(admin, { jobId })).toMatchObject({ done: 1, undoable: false, settling: true });
      await expect(planUndo(admin, { jobId })).rejects.toMatchObject({ code: "CONFLICT" });
      const undo = undoJob(admin, { jobId, expected: "0".repeat(64) });
      await expect(undo).rejects.toMatchObject({ code: "CONFLICT" });
      const ended = await settled(jobId);
      expect(ended).toMatchObject({
        state: how === "cancel" ? "cancelled" : "done",
        done: 2,
        undoable: true,
        settling: false,
      });
      const patches = (await eventsOf(b.id)).filter((event) => event.endsWith("asked"));
      expect(patches).toHaveLength(1);
      expect(await takeBack(jobId)).toMatchObject({ state: "done", done: 2 });
      const back = kind === "make-private" ? 200 : 403;
      for (const image of [a, b]) {
        expect(await stranger(image.cloudflareId)).toBe(back);
        expect(await rowOf(image.id)).toMatchObject({ trashedAt: null, privacyPendingAt: null });
      }
    },
  );

  it.each(kinds)(
    "and came to nothing is said so after a cancel of %s, and asked for no more",
    async (kind) => {
      const [image, left] = [await stored("a.png", !openly(kind)), await stored("b.png", !openly(kind))];
      const jobId = await begin(admin, actOf(kind), picked(image, left));
      const [item] = await claim(jobId);
      const flip = await beginFlip(admin, { imageId: image.id, private: openly(kind) });
      await db().jobItem.updateMany({
        where: { jobId, seq: item?.seq ?? 0 },
        data: { begunAt: flip.privacyPendingAt, before: { private: !openly(kind) } },
      });
      // The worker dies here, before it asked.
      await cancelJob(admin, { jobId });
      expect(await settled(jobId)).toMatchObject({
        state: "cancelled",
        done: 0,
        settling: false,
        items: [
          { state: "cancelled", reason: expect.stringMatching(/left it as it was/) },
          { state: "cancelled", reason: "" },
        ],
      });
      for (const { id, cloudflareId } of [image, left]) {
        expect(await stranger(cloudflareId)).toBe(openly(kind) ? 200 : 403);
        expect(await rowOf(id)).toMatchObject({ privacyPendingAt: null, trashedAt: null });
      }
    },
  );

  it("goes on from a pause where it stood", async () => {
    const { b, jobId } = await halfDone("trash");
    await pauseJob(admin, { jobId });
    await resumeJob(admin, { jobId });
    expect(await settled(jobId)).toMatchObject({ state: "done", done: 2 });
    expect(await rowOf(b.id)).toMatchObject({ trashedAt: expect.any(Date) });
  });

  it("is never called failed while nobody knows, however often it could not be read", async () => {
    const image = await stored("a.png");
    const jobId = await begin(admin, { kind: "make-public" }, picked(image));
    world.standIn.faults.add({ kind: "lost", method: "PATCH", times: null });
    world.standIn.faults.add({ kind: "error", method: "GET", status: 503, times: null });
    for (let tries = 0; tries < 8; tries++) {
      await work();
      pass(600);
    }
    expect(await getJob(admin, { jobId })).toMatchObject({ state: "running", failed: 0 });
    world.standIn.faults.clear();
    await prepareAccount(admin);
    expect(await settled(jobId)).toMatchObject({ state: "done", done: 1 });
  });

  it("nothing more begins once a cancel has returned, also not what a worker holds", async () => {
    const image = await stored("a.png");
    const jobId = await begin(admin, { kind: "make-public" }, picked(image));
    const running = await jobOf(jobId);
    const [item] = await claim(jobId);
    if (!item) throw new Error("nothing to claim");
    await cancelJob(admin, { jobId });
    await expect(workFlip(admin, running, item)).rejects.toBeInstanceOf(Halted);
    expect(await settled(jobId)).toMatchObject({
      items: [{ state: "cancelled", reason: "" }],
      settling: false,
    });
    expect(await stranger(image.cloudflareId)).toBe(403);
  });
});

it("what failed of a cancelled or paused job is not tried again on the way", async () => {
  const rows = [await writeRow(), await writeRow()];
  for (const stop of [pauseJob, cancelJob]) {
    const jobId = await begin(editor, { kind: "tag", tags: [stop.name] }, picked(...rows));
    await db().jobItem.update({ where: { jobId_seq: { jobId, seq: 0 } }, data: { state: "failed" } });
    await db().job.update({ where: { id: jobId }, data: { failed: 1 } });
    await stop(editor, { jobId });
    await expect(retryJob(editor, { jobId })).rejects.toMatchObject({ code: "CONFLICT" });
    await work();
    expect(await getJob(editor, { jobId })).toMatchObject({ done: 0, failed: 1 });
  }
});

describe("handling", () => {
  it("pauses, goes on, and cancels what is left", async () => {
    const rows = [await writeRow(), await writeRow()];
    const jobId = await begin(editor, { kind: "tag", tags: ["x"] }, picked(...rows));
    await pauseJob(editor, { jobId });
    await work();
    expect(await getJob(editor, { jobId })).toMatchObject({ state: "paused", done: 0 });
    await resumeJob(editor, { jobId });
    await pauseJob(editor, { jobId });
    await cancelJob(editor, { jobId });
    await work();
    expect(await getJob(editor, { jobId })).toMatchObject({
      state: "cancelled",
      done: 0,
      items: [{ state: "cancelled" }, { state: "cancelled" }],
    });
    await expect(resumeJob(editor, { jobId })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("tries a refusal again by itself, then says it, and once more when asked", async () => {
    const image = await stored("a.png", false);
    const jobId = await begin(admin, { kind: "make-private" }, picked(image));
    world.standIn.faults.add({ kind: "error", method: "PATCH", status: 400, code: 5400, times: null });
    for (let tries = 0; tries < 8; tries++) {
      await work();
      pass(600);
    }
    expect(await getJob(admin, { jobId })).toMatchObject({
      state: "done",
      failed: 1,
      items: [{ state: "failed", reason: expect.stringMatching(/Cloudflare refused/) }],
    });
    expect(await rowOf(image.id)).toMatchObject({ requireSignedUrls: false, privacyPendingAt: null });
    world.standIn.faults.clear();
    await prepareAccount(admin);
    await retryJob(admin, { jobId });
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({ state: "done", failed: 0, done: 1 });
  });

  it("waits as long as Cloudflare asks, and says so", async () => {
    const image = await stored("a.png", false);
    const jobId = await begin(admin, { kind: "make-private" }, picked(image));
    world.standIn.faults.add({ kind: "rate-limit", method: "PATCH", retryAfter: 120, times: 1 });
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({
      state: "running",
      standing: "Cloudflare asked us to wait. It goes on by itself.",
      done: 0,
    });
    pass(60);
    await work();
    expect((await getJob(admin, { jobId })).done).toBe(0);
    for (let tries = 0; tries < 4; tries++) {
      pass(91);
      await work();
    }
    expect(await getJob(admin, { jobId })).toMatchObject({ state: "done", done: 1 });
  });

  it("throws private images away at once, and waits only for what has to ask Cloudflare", async () => {
    const late = await stored("late.png");
    const quiet = await Promise.all(Array.from({ length: 129 }, (_, at) => writeRow({ name: `n${at}` })));
    const open = [await stored("a.png", false), await stored("b.png", false)];
    const [early] = quiet as unknown as [{ id: string }];
    const sealed = [...quiet, late];
    const act: Act = { kind: "trash", links: "end" };
    const selection = picked(...open, ...sealed);
    expect(await planJob(admin, { selection, act })).toMatchObject({ change: 132, minutes: 1 });
    expect(await planJob(admin, { selection: picked(...sealed), act })).toMatchObject({ minutes: 0 });
    const jobId = await begin(admin, act, selection);
    // What changes between the dry run and the work is seen.
    await linkTo(early.id);
    await db().image.update({ where: { id: late.id }, data: { requireSignedUrls: false, probe: null } });
    const minute = new Date(Math.floor(world.clock.now.getTime() / 60_000) * 60_000);
    await db().jobBudget.deleteMany();
    await db().jobBudget.create({ data: { minute, used: perMinute - 2 } });
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({ done: 129, skipped: 1, state: "running" });
    expect(await rowOf(early.id)).toMatchObject({ trashedAt: null });
    expect((await db().jobBudget.findUniqueOrThrow({ where: { minute } })).used).toBe(perMinute);
    expect(await db().image.count({ where: { trashedAt: { not: null }, requireSignedUrls: false } })).toBe(0);
    expect(await eventsOf(quiet[5]?.id ?? "")).toEqual(["image.trashed"]);
    await cancelJob(admin, { jobId });
    const again = await takeBack(jobId);
    expect(again).toMatchObject({ done: 129, failed: 0 });
  });

  it("keeps to its share of the rate limit", async () => {
    const image = await stored("a.png", false);
    const jobId = await begin(admin, { kind: "make-private" }, picked(image));
    const minute = new Date(Math.floor(world.clock.now.getTime() / 60_000) * 60_000);
    await db().jobBudget.create({ data: { minute, used: perMinute - 1 } });
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({
      done: 0,
      standing: expect.stringMatching(/share/),
    });
    pass(60);
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({ done: 1 });
  });

  it("stands still when whoever started it lost the right to", async () => {
    const gone = await world.actor("admin");
    const image = await stored("a.png");
    const jobId = await begin(gone, { kind: "make-public" }, picked(image));
    await db().user.update({ where: { id: gone.id }, data: { role: "viewer" } });
    await work();
    expect(await getJob(admin, { jobId })).toMatchObject({ state: "paused", done: 0 });
    expect(await stranger(image.cloudflareId)).toBe(403);
  });
});

it("a dry run counts what then happens", async () => {
  const word = fc.constantFrom("press", "spring", "autumn");
  const kind = fc.oneof(
    fc.record({ kind: fc.constant("tag" as const), tags: fc.array(word, { minLength: 1, maxLength: 2 }) }),
    fc.record({ kind: fc.constant("untag" as const), tags: fc.array(word, { minLength: 1, maxLength: 2 }) }),
    fc.record({ kind: fc.constant("rights" as const), credit: fc.constantFrom("", "Ines") }),
    fc.constant({ kind: "restore" as const }),
  );
  const row = fc.record({
    tags: fc.uniqueArray(word, { maxLength: 3 }),
    state: fc.constantFrom("ready" as const, "ready" as const, "failed" as const),
    trashed: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), kind, async (seeds, act) => {
      await db().image.deleteMany();
      const rows = [];
      for (const { tags, state, trashed } of seeds)
        rows.push(
          await writeRow({
            tags,
            state,
            ...(trashed && state === "ready" && { trashedAt: world.clock.now }),
          }),
        );
      const selection = picked(...rows);
      const plan = await planJob(admin, { selection, act });
      if (plan.change === 0) return;
      const before = await db().image.findMany({ orderBy: { id: "asc" }, omit: { version: true } });
      const job = await run(admin, act, selection);
      expect(job).toMatchObject({ done: plan.change, skipped: plan.total - plan.change, failed: 0 });
      if (act.kind === "restore") return;
      await takeBack(job.id);
      expect(await db().image.findMany({ orderBy: { id: "asc" }, omit: { version: true } })).toEqual(before);
    }),
    { numRuns: 25 },
  );
});

it("takes sixty thousand, page by page, in one order, and takes back what was done of them", async () => {
  const count = 60_000;
  for (const from of [1, 20_001, 40_001])
    await db().$executeRaw`
      INSERT INTO "Image" ("id", "uploadKey", "cloudflareId", "state", "requireSignedUrls", "name", "fileName", "tags",
        "searchText", "credit", "createdAt", "uploadedById")
      SELECT gen_random_uuid(), n::text, gen_random_uuid()::text, 'ready', TRUE, 'n' || n, 'n', '{}', ' n',
        CASE WHEN n % 10 = 0 THEN 'Ines' ELSE '' END, now() - n % 1000 * interval '1 second', ${admin.id}::uuid
      FROM generate_series(${from}::int, ${from + 19_999}::int) n`;
  const act: Act = { kind: "rights", credit: "Ines" };
  const plan = await planJob(editor, { selection: everything(), act });
  expect(plan).toMatchObject({ total: count, change: 54_000, fields: { credit: 54_000 }, minutes: 0 });
  expect(plan.exceptions).toMatchObject([{ why: "already", count: 6_000, names: { length: 3 } }]);
  const jobId = await begin(editor, act, everything());
  // Else what joins tens of thousands of new rows is planned as if there were none.
  await db().$executeRaw`ANALYZE "JobItem", "Image"`;
  const [written] = await db().$queryRaw<object[]>`
    SELECT count(DISTINCT "imageId")::int AS images, max("seq") AS last,
      bool_and("at" = "seq") AS ordered
    FROM (
      SELECT item.*, row_number() OVER (ORDER BY image."createdAt" DESC, image."id" DESC) - 1 AS "at"
      FROM "JobItem" item JOIN "Image" image ON image."id" = item."imageId" WHERE "jobId" = ${jobId}::uuid
    ) item`;
  expect(written).toEqual({ images: count, last: count - 1, ordered: true });
  await advanceJobs(system, { forMs: 1_500 });
  await pauseJob(editor, { jobId });
  const { done, failed } = await getJob(editor, { jobId });
  expect(done).toBeGreaterThan(0);
  expect(failed).toBe(0);
  expect(await db().image.count({ where: { credit: "Ines" } })).toBe(6_000 + done);
  expect(await takeBack(jobId)).toMatchObject({ done, failed: 0 });
  expect(await db().image.count({ where: { credit: "Ines" } })).toBe(6_000);
}, 120_000);

it("one image that stands in the way fails alone, and the others of its batch are done", async () => {
  const [first, odd, last] = [await writeRow(), await writeRow(), await writeRow()];
  await db().$executeRawUnsafe(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$`);
  await db().$executeRawUnsafe(`
    CREATE TRIGGER refused BEFORE UPDATE ON "Image" FOR EACH ROW WHEN (OLD."id" = '${odd.id}') EXECUTE FUNCTION refuse()`);
  const jobId = await begin(editor, { kind: "tag", tags: ["x"] }, picked(first, odd, last));
  for (let tries = 0; tries < 8; tries++) {
    await work();
    pass(600);
  }
  await db().$executeRawUnsafe(`DROP FUNCTION refuse CASCADE`);
  expect(await getJob(editor, { jobId })).toMatchObject({ state: "done", done: 2, failed: 1 });
  expect((await rowOf(last.id)).tags).toEqual(["x"]);
});

describe("who may", () => {
  const acts: [Act, string[]][] = [
    [{ kind: "tag", tags: ["a"] }, ["editor", "admin", "owner"]],
    [{ kind: "rights", credit: "x" }, ["editor", "admin", "owner"]],
    [{ kind: "make-private" }, ["admin", "owner"]],
    [{ kind: "make-public" }, ["admin", "owner"]],
    [{ kind: "trash", links: "end" }, ["admin", "owner"]],
    [{ kind: "restore" }, ["admin", "owner"]],
  ];
  const roles = ["viewer", "editor", "admin", "owner"] as const;
  it.each(acts.flatMap(([act, may]) => roles.map((role) => ({ act, role, may, kind: act.kind }))))(
    "$kind as $role",
    async ({ act, role, may }) => {
      const image = await writeRow();
      const actor = await world.actor(role);
      const code = async (call: Promise<unknown>) =>
        call.then(
          () => "done",
          (error: { code?: string }) => error.code,
        );
      const answers = [
        await code(planJob(actor, { selection: picked(image), act })),
        await code(startJob(actor, { selection: picked(image), act, expected: "" })),
      ];
      if (may.includes(role)) expect(answers).not.toContain("FORBIDDEN");
      else expect(answers).toEqual(["FORBIDDEN", "FORBIDDEN"]);
    },
  );

  it("handles a job only whoever may do what it does", async () => {
    const image = await writeRow();
    const jobId = await begin(admin, { kind: "trash", links: "end" }, picked(image));
    for (const handle of [pauseJob, resumeJob, cancelJob, retryJob])
      await expect(handle(editor, { jobId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(advanceJobs(viewer, { forMs: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(listJobs(viewer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
