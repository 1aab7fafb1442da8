import { randomUUID } from "node:crypto";
import fc from "fast-check";
import sharp from "sharp";
import { beforeAll, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { cloudflare, deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { finishUploads, settleDue } from "@/lib/images/finish-uploads";
import { changePrivacy, deleteImages } from "@/lib/images/mutations";
import { cancelUploads, renewUploads, startUploads } from "@/lib/images/start-uploads";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
let png: Buffer;
beforeAll(async () => {
  admin = await world.actor("admin");
  png = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#2a7" } })
    .png()
    .toBuffer();
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};

/** The images that Cloudflare holds, by id, with their flag. Drafts are in no list. */
async function remote(): Promise<Map<string, boolean>> {
  const { images } = await cloudflare().listImages({ perPage: 1000 });
  return new Map(images.map(({ id, requireSignedURLs }) => [id, requireSignedURLs]));
}

const steps = [
  "start",
  "start public",
  "post",
  "finish",
  "renew",
  "cancel",
  "delete",
  "flip",
  "settle",
  "wait",
] as const;
const faults = ["lost", "reset", "cut"] as const;
const step = fc.record({
  do: fc.constantFrom(...steps),
  which: fc.nat(3),
  fault: fc.option(fc.constantFrom(...faults), { freq: 4 }),
});

type Step = { do: (typeof steps)[number]; which: number; fault: (typeof faults)[number] | null };

/** One visit: whatever a person may do, in any order, with an answer of Cloudflare's lost now and then. */
async function visit(sequence: Step[]) {
  const urls: string[] = [];
  const begin = async (isPrivate: boolean) => {
    const file = { key: randomUUID(), name: "a.png", bytes: png.length, type: "image/png" as const };
    const [ticket] = await startUploads(admin, { private: isPrivate, files: [file] });
    if (ticket?.ok && "uploadUrl" in ticket) urls.push(ticket.uploadUrl);
  };
  const post = async (url: string | undefined) => {
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(png)], { type: "image/png" }), "a.png");
    if (url) await fetch(url, { method: "POST", body: form });
  };
  for (const { do: name, which, fault } of sequence) {
    if (fault) world.standIn.faults.add({ kind: fault, host: "api" });
    const rows = await db().image.findMany({
      orderBy: { id: "asc" },
      select: { id: true, requireSignedUrls: true },
    });
    const row = rows[which % Math.max(1, rows.length)];
    const imageIds = row ? [row.id] : [];
    const run: Record<Step["do"], () => Promise<unknown>> = {
      start: () => begin(true),
      "start public": () => begin(false),
      post: () => post(urls.at(-1 - (which % 2))),
      finish: () => finishUploads(admin, { imageIds }),
      renew: () => renewUploads(admin, { imageIds }),
      cancel: () => cancelUploads(admin, { imageIds }),
      delete: () => deleteImages(admin, { imageIds }),
      flip: async () => row && changePrivacy(admin, { imageId: row.id, private: !row.requireSignedUrls }),
      settle: () => settleDue(system, { limit: 5 }),
      wait: async () => pass(45),
    };
    await run[name]().catch((error: { code?: string }) => expect(error.code).toBeTruthy());
    await assertNothingLooksPrivateThatIsNot();
    world.standIn.faults.clear();
  }
}

/** Whatever is going on, nothing that a stranger can open is shown as private. */
async function assertNothingLooksPrivateThatIsNot() {
  const shown = await db().image.findMany({
    where: { state: "ready", requireSignedUrls: true, privacyPendingAt: null },
    select: { cloudflareId: true },
  });
  for (const { cloudflareId } of shown) {
    const answer = await fetch(deliveryUrl(cloudflareId ?? "", "public"));
    await answer.body?.cancel();
    expect(answer.status).not.toBe(200);
  }
}

it("after any visit and a quiet hour our rows and Cloudflare's images are the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (sequence) => {
      await db().image.deleteMany();
      await world.standIn.reset();
      await prepareAccount(admin);
      const stored = (["start", "post", "finish"] as const).map((name) => ({
        do: name,
        which: 0,
        fault: null,
      }));
      await visit([...stored, ...sequence]);
      for (let quiet = 0; quiet < 8; quiet += 1) {
        pass(600);
        await settleDue(system, { limit: 50 });
      }
      const rows = await db().image.findMany({
        select: {
          state: true,
          cloudflareId: true,
          requireSignedUrls: true,
          privacyPendingAt: true,
          sha256: true,
        },
      });
      expect(rows.filter(({ state }) => state !== "ready" && state !== "failed")).toEqual([]);
      const ready = rows.filter(({ state }) => state === "ready");
      expect(new Map(ready.map((row) => [row.cloudflareId, row.requireSignedUrls]))).toEqual(await remote());
      expect(ready.every(({ privacyPendingAt, sha256 }) => privacyPendingAt === null && sha256)).toBe(true);
      expect(rows.every(({ state, cloudflareId }) => state === "ready" || cloudflareId === null)).toBe(true);
    }),
    { numRuns: 15 },
  );
}, 120_000);
