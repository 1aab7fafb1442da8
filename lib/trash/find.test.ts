import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { settleDue } from "@/lib/images/finish-uploads";
import { matchingImages } from "@/lib/images/queries";
import { parseQuery } from "@/lib/images/query-language";
import { seedSkewed } from "@/lib/images/skewed.testing";
import { advanceJobs, startJob, undoJob } from "@/lib/jobs/mutations";
import { getJob, planJob } from "@/lib/jobs/queries";
import type { Act, Selection } from "@/lib/jobs/schema";
import { currentKey } from "@/lib/keys/signing";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { listTrash, trashStatement } from "@/lib/trash/queries";

const world = openWorld();
let admin: Actor;
let editor: Actor;
beforeAll(async () => {
  admin = await world.actor("admin");
  editor = await world.actor("editor");
  await prepareAccount(admin);
});
beforeEach(async () => {
  await db().job.deleteMany();
  await db().image.deleteMany();
});

const writeRow = (name: string, { trashed = true, minutes = 0, tags = [] as string[] } = {}) =>
  db().image.create({
    data: {
      ...{ uploadKey: randomUUID(), cloudflareId: randomUUID(), state: "ready", requireSignedUrls: true },
      ...{ name, fileName: name, searchText: ` ${name}`, tags, uploadedById: admin.id, probe: "refused" },
      ...(trashed && {
        trashedAt: world.clock.now,
        purgeAt: new Date(world.clock.now.getTime() + 86_400_000 + minutes * 60_000),
      }),
    },
  });

const namesOf = async (q: string) => (await listTrash(admin, { q })).images.map(({ name }) => name);

async function run(act: Act, selection: Selection) {
  const { digest, ...plan } = await planJob(admin, { selection, act });
  const { jobId } = await startJob(admin, { selection, act, expected: digest });
  await advanceJobs(admin, { forMs: 20_000 });
  return { plan, job: await getJob(admin, { jobId }) };
}

it("is searched as the library is, whatever goes first at the top, and neither sees the other", async () => {
  await writeRow("harbour two", { minutes: 2 });
  await writeRow("harbour one", { minutes: 1, tags: ["press"] });
  await writeRow("meadow", { minutes: 3 });
  await writeRow("harbour in the library", { trashed: false });
  expect(await namesOf("")).toEqual(["harbour one", "harbour two", "meadow"]);
  expect(await namesOf("harb")).toEqual(["harbour one", "harbour two"]);
  expect(await namesOf("harb -tag:press")).toEqual(["harbour two"]);
  expect(await listTrash(admin, { q: "tag:press" })).toMatchObject({
    total: 1,
    capped: false,
    problem: null,
  });
  expect(await listTrash(admin, { q: "format:heic" })).toMatchObject({
    images: [],
    problem: { text: "format:heic" },
  });
});

it("pages what it found, each once", async () => {
  for (let at = 0; at < 110; at++) await writeRow(at % 10 === 0 ? "stone" : "leaf", { minutes: at % 7 });
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listTrash(admin, { q: "leaf", cursor });
    expect(page.total).toBe(99);
    seen.push(...page.images.map(({ id }) => id));
    if (!page.next) break;
    cursor = page.next;
  }
  expect(new Set(seen).size).toBe(99);
  expect(seen).toHaveLength(99);
});

it("gives back all that match but those left out, in one job that can be taken back", async () => {
  const kept = await writeRow("leaf kept");
  for (let at = 0; at < 12; at++) await writeRow(`leaf ${at}`);
  await writeRow("stone");
  const { plan, job } = await run({ kind: "restore" }, { trashed: "leaf", except: [kept.id] });
  expect(plan).toMatchObject({ total: 12, change: 12, minutes: 0 });
  expect(job).toMatchObject({ done: 12, failed: 0, undoable: true });
  expect(await namesOf("")).toEqual(expect.arrayContaining(["leaf kept", "stone"]));
  expect((await listTrash(admin, {})).total).toBe(2);
});

it("deletes for good by a job, which says so and cannot be taken back; what was restored meanwhile stays", async () => {
  const gone = [await writeRow("leaf 1"), await writeRow("leaf 2")];
  const saved = await writeRow("leaf saved");
  const stays = await writeRow("leaf in the library", { trashed: false });
  const act: Act = { kind: "purge" };
  const selection = { imageIds: [...gone.map(({ id }) => id), saved.id, stays.id] };
  const { digest, change, exceptions, minutes } = await planJob(admin, { selection, act });
  expect({ change, minutes }).toEqual({ change: 3, minutes: 1 });
  expect(exceptions).toMatchObject([{ why: "not-trash", count: 1 }]);
  const { jobId } = await startJob(admin, { selection, act, expected: digest });
  await db().image.update({ where: { id: saved.id }, data: { trashedAt: null, purgeAt: null } });
  await advanceJobs(admin, { forMs: 20_000 });
  const job = await getJob(admin, { jobId });
  expect(job).toMatchObject({ done: 2, skipped: 2, failed: 0, undoable: false });
  expect(job.items.filter(({ outcome }) => outcome === "Deleted for good")).toHaveLength(2);
  const left = await db().image.findMany({ orderBy: { name: "asc" }, select: { id: true } });
  expect(left.map(({ id }) => id)).toEqual([stays.id, saved.id]);
  await expect(undoJob(admin, { jobId, expected: digest })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(planJob(editor, { selection, act })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("goes on with a deletion that Cloudflare did not take", async () => {
  const { id } = await writeRow("leaf");
  world.standIn.faults.add({ kind: "error", method: "DELETE", status: 503, times: null });
  const { job } = await run({ kind: "purge" }, { trashed: "", except: [] });
  expect(job).toMatchObject({ done: 1, failed: 0 });
  world.standIn.faults.clear();
  for (let hours = 0; hours < 3; hours++) {
    world.clock.now = new Date(world.clock.now.getTime() + 3_600_000);
    await settleDue(admin, { limit: 10 });
  }
  expect(await db().image.findUnique({ where: { id } })).toBeNull();
});

it("is read by an index among many that are not in it", async () => {
  await seedSkewed(admin.id, (await currentKey()).id);
  await db().$executeRaw`
    UPDATE "Image" SET "trashedAt" = now(), "purgeAt" = now() + "bytes" * interval '1 second' 
    WHERE "state" = 'ready' AND "requireSignedUrls" AND "bytes" % 7700 = 0`;
  await db().$queryRaw`SELECT gin_clean_pending_list('"Image_words_trgm"'::regclass)::int AS "pages"`;
  await db().$executeRaw`ANALYZE "Image"`;
  expect((await listTrash(admin, {})).total).toBeGreaterThan(200);
  for (const q of ["", "beach", "qqxxzz", "ab", "tag:rare"]) {
    const asked = { parts: parseQuery(q), now: world.clock.now, inTrash: true };
    const statement = trashStatement((await matchingImages(admin, asked)) ?? Prisma.sql`FALSE`);
    const plan = JSON.stringify(await db().$queryRaw(Prisma.sql`EXPLAIN (FORMAT JSON) ${statement}`));
    expect(plan, q).not.toContain("Seq Scan");
  }
}, 60_000);
