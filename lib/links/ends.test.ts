import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { createLinks } from "@/lib/links/mutations";
import { endBounds } from "@/lib/links/rules";
import { createLinksSchema, maxLinkDays } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const seed = Number(process.env.SEED ?? 20261130);
const runs = Number(process.env.RUNS ?? 60);
let imageId: string;
const actors = new Map<string, Actor>();

beforeAll(async () => {
  for (const role of ["owner", "editor", "viewer"] as const) actors.set(role, await world.actor(role));
  const owner = await world.actor("owner");
  await prepareAccount(owner);
  imageId = await uploadOne(owner, "harbour.png");
});

const second = 1000;
const day = 86_400 * second;

/** What somebody may send as an end: near the bounds of every role, odd fractions, and nothing that is a time at all. */
const ends = fc.oneof(
  ...[...new Set([0, 5 * 60 * second, ...Object.values(maxLinkDays).map((days) => days * day)])].map((near) =>
    fc.integer({ min: -90_000, max: 90_000 }).map((off) => ({ after: near + off })),
  ),
  fc.integer({ min: -day, max: 120 * day }).map((after) => ({ after })),
  fc.constantFrom<{ raw: unknown }>(
    ...[
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -1,
      0,
      1e12,
      1e15,
      9e15,
      "",
      "soon",
      null,
      undefined,
      {},
      [],
    ].map((raw) => ({ raw })),
  ),
);

async function statusAt(url: string, at: number) {
  const before = world.clock.now;
  world.clock.now = new Date(at);
  const answer = await fetch(url).finally(() => {
    world.clock.now = before;
  });
  await answer.arrayBuffer();
  return answer.status;
}

it(`SL-07: an end is refused in words, or is what entry, screen and signature say (seed ${seed})`, {
  timeout: 120_000,
}, async () => {
  let signed = 0;
  await fc.assert(
    fc.asyncProperty(ends, fc.constantFrom("owner", "editor", "viewer"), async (end, role) => {
      const actor = actors.get(role);
      if (!actor) throw new Error("nobody");
      const now = world.clock.now.getTime();
      const raw = "raw" in end ? end.raw : new Date(now + end.after).toISOString();
      const before = await db().link.count();
      // As `defineAction` does it: the form of the input, then the work.
      const input = createLinksSchema.safeParse({
        ...{ imageIds: [imageId], variantIds: ["public"], recipients: [{ name: "Clara" }] },
        ...{ purpose: "Review", endsAt: raw },
      });
      const made = input.success ? await createLinks(actor, input.data).catch((error) => error) : input.error;
      if (made instanceof Error) {
        if (input.success) expect(["INVALID", "FORBIDDEN"]).toContain((made as { code?: string }).code);
        expect(made.message.length).toBeGreaterThan(10);
        expect(await db().link.count()).toBe(before);
        return;
      }
      signed += 1;
      const [{ linkId, endsAt, urls }] = made;
      const url = urls[0].url as string;
      const exp = Number(new URL(url).searchParams.get("exp")) * second;
      const stored = await db().link.findUniqueOrThrow({ where: { id: linkId }, include: { items: true } });
      expect([endsAt.getTime(), stored.endsAt.getTime(), stored.items[0]?.expiresAt.getTime()]).toEqual([
        exp,
        exp,
        exp,
      ]);
      const { earliest, latest } = endBounds(actor.role, world.clock.now);
      expect(exp).toBeGreaterThanOrEqual(earliest.getTime() - 31 * second - 300 * second);
      expect(exp).toBeLessThanOrEqual(latest.getTime() + 60 * second + 300 * second);
      expect([await statusAt(url, exp - second), await statusAt(url, exp)]).toEqual([200, 403]);
    }),
    { seed, numRuns: runs },
  );
  expect(signed).toBeGreaterThan(5);
});
