import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { settleOwed } from "@/lib/exposure/owed";
import { readWaiting } from "@/lib/exposure/waiting";
import { perMinute } from "@/lib/jobs/budget";
import { startJob } from "@/lib/jobs/mutations";
import { planJob } from "@/lib/jobs/queries";
import type { Act } from "@/lib/jobs/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
let other: Actor;
let editor: Actor;
let viewer: Actor;

beforeAll(async () => {
  [admin, other, editor, viewer] = await Promise.all([
    world.actor("admin"),
    world.actor("admin"),
    world.actor("editor"),
    world.actor("viewer"),
  ]);
});
beforeEach(async () => {
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000);
  await db().job.deleteMany();
  await db().image.deleteMany();
  await prepareAccount(admin);
});

const writeImages = (count: number, { purgeAt }: { purgeAt?: Date } = {}) =>
  Promise.all(
    Array.from({ length: count }, () =>
      db().image.create({
        data: {
          ...{ uploadKey: randomUUID(), cloudflareId: randomUUID(), state: "ready", requireSignedUrls: true },
          ...{ name: "n", fileName: "n", searchText: " n", uploadedById: admin.id },
          ...(purgeAt && { purgeAt, trashedAt: new Date(purgeAt.getTime() - 1000) }),
        },
      }),
    ),
  );
const ago = (seconds: number) => new Date(world.clock.now.getTime() - seconds * 1000);

async function begin(actor: Actor, act: Act, count: number): Promise<string> {
  const selection = { imageIds: (await writeImages(count)).map(({ id }) => id) };
  const { digest } = await planJob(actor, { selection, act });
  return (await startJob(actor, { selection, act, expected: digest })).jobId;
}
const jobOf = (id: string) => db().job.findUniqueOrThrow({ where: { id } });

it("an open page of another person carries a job on, in the name of whoever began it", async () => {
  const jobId = await begin(admin, { kind: "trash", links: "keep" }, 3);
  // Whoever began it has a pill for that.
  expect((await readWaiting(admin)).owed).toBe(false);
  expect((await readWaiting(editor)).owed).toBe(true);
  expect(await settleOwed(editor)).toEqual({ moved: 0, owed: false });
  expect(await jobOf(jobId)).toMatchObject({ state: "done", done: 3 });
  const events = await db().auditEvent.findMany({ where: { action: "image.trashed" } });
  expect(events.map(({ actorId }) => actorId)).toEqual([admin.id, admin.id, admin.id]);
});

it("a job that waits for longer is not asked for over and over", async () => {
  const jobId = await begin(admin, { kind: "tag", tags: ["a"] }, 1);
  const dueAt = new Date(world.clock.now.getTime() + 3_600_000);
  await db().job.update({ where: { id: jobId }, data: { dueAt } });
  expect((await readWaiting(editor)).owed).toBe(false);
});

it("pages at once do each image of a job once, and delete each whose time in the trash is over once", async () => {
  const jobId = await begin(admin, { kind: "tag", tags: ["a"] }, 20);
  const due = await writeImages(12, { purgeAt: ago(1) });
  const [restored] = await writeImages(1, { purgeAt: ago(-60) });
  while ((await Promise.all([admin, other, editor].map(settleOwed))).some(({ owed }) => owed));
  expect(await jobOf(jobId)).toMatchObject({ state: "done", done: 20, failed: 0 });
  const left = await db().image.findMany({ where: { trashedAt: { not: null } } });
  expect(left.map(({ id }) => id)).toEqual([restored?.id]);
  for (const { id } of due) {
    const events = await db().auditEvent.findMany({
      where: { subjectId: id, action: "image.delete-requested" },
    });
    expect(events).toHaveLength(1);
  }
});

it("only who may delete empties the trash, and never faster than its share of the rate limit", async () => {
  await writeImages(7, { purgeAt: ago(1) });
  expect((await readWaiting(editor)).owed).toBe(false);
  expect(await settleOwed(editor)).toEqual({ moved: 0, owed: false });
  expect(await settleOwed(other)).toEqual({ moved: 5, owed: true });
  const minute = new Date(Math.floor(world.clock.now.getTime() / 60_000) * 60_000);
  await db().jobBudget.update({ where: { minute }, data: { used: perMinute } });
  expect(await settleOwed(other)).toEqual({ moved: 0, owed: true });
  expect(await db().image.count()).toBe(2);
  await expect(settleOwed(viewer)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
