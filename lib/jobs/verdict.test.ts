import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { candidatesOf, doneBy } from "@/lib/jobs/candidates";
import { makePlan } from "@/lib/jobs/plan";
import { collectionOf, judge, type Values, type Wanted } from "@/lib/jobs/rules";
import { type Act, exceptions } from "@/lib/jobs/schema";
import { holdSubjects } from "@/lib/jobs/subjects";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
let collectionId: string;
beforeAll(async () => {
  admin = await world.actor("admin");
  const data = { name: "Autumn", folded: "autumn", createdById: admin.id };
  collectionId = (await db().collection.create({ data })).id;
});

const day = 86_400_000;
const at = (days: number) => new Date(Date.UTC(2026, 10, 30) + days * day);
const some = <T>(...values: T[]) => fc.constantFrom(...values);
const tag = some("a", "b", "c", "Ä ?");
const tags = fc.array(tag, { minLength: 1, maxLength: 3 });
const time = some(null, at(-2), at(0), at(3));
const many = Array.from({ length: 29 }, (_, n) => `tag ${n}`);

const image = fc.record({
  state: some("ready" as const, "ready" as const, "received" as const, "pending" as const, "failed" as const),
  cloudflareId: some("generated", "chosen", null),
  requireSignedUrls: fc.boolean(),
  privacyPendingAt: some(null, null, at(0)),
  probe: some(null, "served" as const, "refused" as const),
  trashedAt: some(null, null, null, at(-1)),
  tags: fc.oneof(
    fc.uniqueArray(tag, { maxLength: 3 }),
    fc.constant(many),
    fc.constant<string[]>([...many, "a"]),
  ),
  credit: some("", "Ines"),
  rightsFrom: time,
  rightsUntil: time,
  embargoUntil: time,
  collected: fc.boolean(),
  gone: some(false, false, false, true),
});
const optional = { requiredKeys: ["kind"] as ["kind"] };
const act = fc.oneof(
  some<Act>({ kind: "make-private" }, { kind: "make-public" }, { kind: "restore" }, { kind: "purge" }),
  some<Act>({ kind: "trash", links: "end" }, { kind: "trash", links: "keep" }),
  fc.record({ kind: some("tag" as const, "untag" as const), tags }),
  fc.record({ kind: some("retag" as const), from: tags, to: tag }),
  some("collect" as const, "uncollect" as const).map((kind): Act => ({ kind, collectionId })),
  fc.record(
    {
      kind: some("rights" as const),
      credit: some("", "Ines"),
      rightsFrom: time,
      rightsUntil: time,
      embargoUntil: time,
    },
    optional,
  ),
);
const values = fc.record(
  {
    tags: some([], ["a"], ["a", "b"], ["b", "a"]),
    credit: some("", "Ines"),
    rightsFrom: time.map((one) => one?.toISOString() ?? null),
    embargoUntil: time.map((one) => one?.toISOString() ?? null),
    trashedAt: some(null, at(-1).toISOString()),
    private: fc.boolean(),
    flips: some(0, 1),
    collected: fc.boolean(),
  },
  { requiredKeys: [] },
);
const undo = fc.record({
  act: some<Act>(
    { kind: "put-back" },
    { kind: "restore" },
    { kind: "make-public" },
    { kind: "make-private" },
    { kind: "trash", links: "keep" },
  ).chain((one) =>
    one.kind === "put-back"
      ? fc.boolean().map((named): Act => (named ? { ...one, collectionId } : one))
      : fc.constant(one),
  ),
  wanted: fc.record({ before: fc.option(values), after: fc.option(values) }),
});

const custom = { generated: () => randomUUID(), chosen: () => `hero-${randomUUID()}` };

async function write(seed: typeof image extends fc.Arbitrary<infer T> ? T : never): Promise<string> {
  const { collected, gone, cloudflareId, trashedAt, ...own } = seed;
  // The database lets nothing else into the trash.
  const inTrash = trashedAt && own.state === "ready" && own.requireSignedUrls && !own.privacyPendingAt;
  const { id } = await db().image.create({
    data: {
      ...own,
      uploadKey: randomUUID(),
      cloudflareId: cloudflareId && custom[cloudflareId as keyof typeof custom](),
      ...(inTrash && { trashedAt, purgeAt: at(30) }),
      name: "n",
      fileName: "n",
      searchText: " n",
      uploadedById: admin.id,
      ...(collected && { collections: { create: { collectionId, place: 1 } } }),
    },
  });
  if (gone) await db().image.update({ where: { id }, data: { state: "deleting" } });
  return id;
}

const newJob = () => db().job.create({ data: { kind: "tag", params: {}, total: 0, createdById: admin.id } });

/** Each image judged by the database, against the rule that the work itself follows. */
async function compare(act: Act, imageIds: string[], wanted: Map<string, Wanted | null>, undoneId?: string) {
  const { id: jobId } = await newJob();
  const candidates = undoneId ? doneBy(undoneId, act) : await candidatesOf(admin, { imageIds });
  const plan = await makePlan(act, candidates, { jobId });
  const items = await db().jobItem.findMany({ where: { jobId } });
  const images = await db().$transaction((tx) => holdSubjects(tx, imageIds, collectionOf(act)));
  for (const { imageId, reason, state } of items) {
    const verdict = judge(act, images.get(imageId) ?? null, world.clock.now, wanted.get(imageId));
    expect([reason, state]).toEqual(verdict.go ? ["", "waiting"] : [exceptions[verdict.why], "skipped"]);
  }
  expect(plan.total).toBe(items.length);
  expect(plan.change).toBe(items.filter(({ state }) => state === "waiting").length);
  if (act.kind === "rights")
    for (const field of ["credit", "rightsFrom", "rightsUntil", "embargoUntil"] as const) {
      const set = imageIds.filter((id) => {
        const verdict = judge(act, images.get(id) ?? null, world.clock.now);
        return verdict.go && field in verdict.set;
      });
      expect(plan.fields[field] ?? 0).toBe(set.length);
    }
}

it("an act is judged in the database as it is when it is done", async () => {
  world.clock.now = at(0);
  await fc.assert(
    fc.asyncProperty(fc.array(image, { minLength: 1, maxLength: 6 }), act, async (seeds, act) => {
      await db().image.deleteMany();
      const ids = await Promise.all(seeds.map(write));
      await compare(act, [...ids, randomUUID()], new Map());
    }),
    { numRuns: 120 },
  );
});

it("and so is a taking-back, which leaves alone what was changed since", async () => {
  world.clock.now = at(0);
  const each = fc.array(fc.tuple(image, undo), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(each, async (seeds) => {
      await db().image.deleteMany();
      const act = seeds[0]?.[1].act as Act;
      const undone = await newJob();
      const wanted = new Map<string, Wanted | null>();
      for (const [seq, [seed, { wanted: left }]] of seeds.entries()) {
        const imageId = await write(seed);
        const [before, after] = [left.before as Values | null, left.after as Values | null];
        wanted.set(imageId, after && { expect: after, set: before ?? {} });
        const data = { jobId: undone.id, seq, imageId, imageName: "n", state: "done" as const, dueAt: at(0) };
        await db().jobItem.create({
          data: { ...data, ...(before && { before }), ...(after && { after }) } as never,
        });
      }
      await compare(act, [...wanted.keys()], wanted, undone.id);
    }),
    { numRuns: 120 },
  );
});
