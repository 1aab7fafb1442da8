import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { createLink } from "@/lib/links/mutations";
import { settleReseals } from "@/lib/reseal/mutations";
import { resealLease } from "@/lib/reseal/rules";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const root = path.resolve(import.meta.dirname, "../..");
const seed = Number(process.env.SEED ?? 20261125);
const kills = Number(process.env.KILLS ?? 4);
const running = new Set<ChildProcess>();

let admin: Actor;
beforeAll(async () => {
  admin = await world.actor("admin");
  await prepareAccount(admin);
});
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

const statusOf = async (url: string) => {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.status;
};
async function bytesOf(id: string) {
  const { body } = await cloudflare().downloadOriginal(id);
  const hash = createHash("sha256");
  for await (const chunk of body) hash.update(chunk);
  return hash.digest("hex");
}

/** A leaked and an innocent link to one image that is alone in the account. */
async function leak() {
  world.standIn.faults.clear();
  await db().reseal.deleteMany();
  await db().pastItem.deleteMany();
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  for (const { cloudflareId } of await db().image.findMany())
    if (cloudflareId) await cloudflare().deleteImage(cloudflareId);
  await db().image.deleteMany();
  const imageId = await uploadOne(admin, "harbour.png");
  const endsAt = new Date(world.clock.now.getTime() + 48 * 3_600_000);
  const one = { imageId, variantId: "public", purpose: "Review", endsAt };
  const leaked = await createLink(admin, { ...one, recipient: "Leaky" });
  await createLink(admin, { ...one, recipient: "Innocent" });
  const { cloudflareId } = await db().image.findUniqueOrThrow({ where: { id: imageId } });
  return { imageId, before: cloudflareId ?? "", hash: await bytesOf(cloudflareId ?? ""), leaked };
}
type Leak = Awaited<ReturnType<typeof leak>>;

/** A server of its own that re-seals; it believes the world's time. */
function server({ imageId, leaked }: Leak) {
  const ask = {
    now: world.clock.now.toISOString(),
    actorId: admin.id,
    ...{ imageIds: [imageId], stopLinks: [leaked.linkId], confirmedOthers: 1 },
  };
  const program = ["--import", "tsx", "lib/reseal/own-process.testing.ts"];
  const child = spawn(process.execPath, [...program, JSON.stringify(ask)], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // As the benches run what is the product's without a bundler.
    env: { ...process.env, NODE_OPTIONS: "", TSX_TSCONFIG_PATH: "bench/tsconfig.json" },
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      said += data;
    });
  const over = new Promise<void>((resolve) => child.once("close", () => resolve()));
  void over.then(() => running.delete(child));
  return {
    said: () => said,
    over,
    kill: () => {
      child.kill("SIGKILL");
      return over;
    },
  };
}

/** Another server takes over after the lease, until it is over; then all that was promised must hold. */
async function takeOver({ imageId, before, hash, leaked }: Leak) {
  for (let round = 0; round < 8; round += 1) {
    world.clock.now = new Date(world.clock.now.getTime() + resealLease + 1000);
    await settleReseals(admin, { limit: 5 });
    if ((await db().reseal.count({ where: { finishedAt: null } })) === 0) break;
  }
  const { cloudflareId } = await db().image.findUniqueOrThrow({ where: { id: imageId } });
  const record = await db().reseal.findFirst({ where: { imageId } });
  // Killed before the intent was written, nothing was begun.
  if (record) expect(record).toMatchObject({ step: "done", answer: "absent" });
  const id = cloudflareId ?? "";
  expect(await bytesOf(id)).toBe(hash);
  expect((await cloudflare().getImage(id))?.requireSignedURLs).toBe(true);
  expect(await statusOf(deliveryUrl(id, "public"))).toBe(403);
  expect(id === before).toBe(record === null);
  expect(await statusOf(leaked.url)).toBe(record ? 404 : 200);
  const { images } = await cloudflare().listImages({ perPage: 100 });
  expect(images.map((image) => image.id)).toEqual([id]);
  const moved = await db().linkItem.findMany({ where: { link: { recipient: "Innocent" } } });
  expect(moved.map((item) => item.cloudflareId)).toEqual([id]);
  expect(await db().pastItem.count({ where: { itemId: { not: null } } })).toBe(record ? 1 : 0);
}

it("a server killed while it waits for any answer of Cloudflare's is taken over", {
  timeout: 300_000,
}, async () => {
  let killed = 0;
  for (let call = 0; ; call += 1) {
    const one = await leak();
    world.standIn.faults.add({ kind: "slow", milliseconds: 600_000, skip: call, times: 1 });
    const child = server(one);
    const hangs = () => world.standIn.faults.report().some(({ struck }) => struck > 0);
    await Promise.race([vi.waitUntil(hangs, { timeout: 60_000, interval: 10 }), child.over]);
    const hung = hangs();
    await child.kill();
    world.standIn.faults.clear();
    // Beyond its last question it ran to its end.
    if (!hung) expect(child.said()).toMatch(/ready\s+done/);
    await takeOver(one);
    if (!hung) break;
    killed += 1;
  }
  console.log(`killed at each of its ${killed} questions`);
  expect(killed).toBeGreaterThanOrEqual(8);
});

it(`a server killed at any moment is taken over (seed ${seed}, ${kills} kills)`, {
  timeout: 60_000 + kills * 20_000,
}, async () => {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  for (let round = 0; round < kills; round += 1) {
    const one = await leak();
    const child = server(one);
    await vi.waitUntil(() => child.said().includes("ready"), { timeout: 60_000, interval: 1 });
    const wait = Math.floor(random() * 400);
    console.log(`kill ${round}: ${wait} ms after it began`);
    const began = performance.now();
    await vi.waitUntil(() => performance.now() - began >= wait, { timeout: 5_000, interval: 1 });
    await child.kill();
    await takeOver(one);
  }
});
