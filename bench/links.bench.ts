// Measures signing and the ledger beside the bare work they cannot do without, in one run:
// npx vitest run --config bench/vitest.config.ts (ROUNDS=7)
import { createHmac } from "node:crypto";
import pg from "pg";
import { expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { signDeliveryUrl } from "@/lib/cloudflare/signed-url";
import { db } from "@/lib/db";
import { currentKey } from "@/lib/keys/signing";
import { createLinks } from "@/lib/links/mutations";
import { createLinksSchema } from "@/lib/links/schema";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "@/lib/variants/mirror";
import { rawLedger } from "./raw-ledger";

const world = openWorld();
const rounds = Number(process.env.ROUNDS ?? 7);
const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

/** Runs all in turn, so that a slow second of the machine meets all; answers how often a second each is done. */
async function inTurn<Name extends string>(count: number, sides: Record<Name, () => unknown>) {
  const runs = Object.entries(sides) as [Name, () => unknown][];
  const speeds = Object.fromEntries(runs.map(([name]) => [name, []])) as unknown as Record<Name, number[]>;
  // The first round warms all up and is not counted.
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, run] of runs) {
      const began = performance.now();
      await run();
      if (round > 0) speeds[name].push((count / (performance.now() - began)) * 1000);
    }
  return Object.fromEntries(runs.map(([name]) => [name, median(speeds[name])])) as Record<Name, number>;
}
function tell(what: string, ours: number, theirs: number, goal: string) {
  const figures = [ours, theirs].map((speed) => Math.round(speed).toLocaleString("en"));
  console.log(`${what} · ${figures[0]}/s · beside ${figures[1]}/s · ${(ours / theirs).toFixed(2)} ${goal}`);
}

it("signs", async () => {
  const key = "Oix0bbNaT8Rge9PuyxUBrjI6zrgnsyJ5=";
  const accountHash = "AbCdEfGhIjKlMnOpQrStUv";
  const imageId = "2cdc28f0-017a-49c4-9ed7-87056c839010";
  const baseUrl = "https://imagedelivery.net";
  const kept: string[] = [];
  const loops = 200_000;
  const start = 1_800_000_000;
  const { ours, bare } = await inTurn(loops, {
    ours: () => {
      for (let at = 0; at < loops; at += 1)
        signDeliveryUrl({
          baseUrl,
          accountHash,
          imageId,
          variantId: "public",
          expiresAt: new Date((start + at) * 1000),
          key,
        });
    },
    bare: () => {
      for (let at = 0; at < loops; at += 1) {
        const message = `/${accountHash}/${imageId}/public?exp=${start + at}`;
        kept[0] = `${baseUrl}${message}&sig=${createHmac("sha256", key).update(message).digest("hex")}`;
      }
    },
  });
  tell("signing, whole address", ours, bare, "(goal 0.95)");

  expect(kept[0]).toContain("&sig=");
});

it("writes the ledger", { timeout: 600_000 }, async () => {
  const actor: Actor = await world.actor("admin");
  await mirrorVariants();
  const images = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      db().image.create({
        data: {
          uploadKey: `bench ${at}`,
          cloudflareId: crypto.randomUUID(),
          state: "ready",
          requireSignedUrls: true,
          name: `bench ${at}`,
          fileName: `bench ${at}.jpg`,
          searchText: "",
          uploadedById: actor.id,
        },
      }),
    ),
  );
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  await client.query('CREATE TABLE "Bare" (LIKE "LinkItem" INCLUDING ALL)');
  const people = Array.from({ length: 100 }, (_, at) => `Reader ${at}`);
  const { id: keyId } = await currentKey();
  const raw = rawLedger(client, { images, people, keyId, actorId: actor.id, variantId: "public" });

  let wish = 0;
  async function ledger() {
    wish += 1;
    await createLinks(
      actor,
      createLinksSchema.parse({
        imageIds: images.map(({ id }) => id),
        variantIds: ["public"],
        recipients: people.map((name) => ({ name })),
        purpose: "Bench",
        endsAt: new Date(Date.now() + wish * 3_600_000),
      }),
    );
  }

  const what = "ledger, batches of 1,000 items";
  const speeds = await inTurn(1000, { ours: ledger, whole: raw.whole, bare: raw.bare });
  tell(`${what}, signed and audited, beside the same rows by plain SQL`, speeds.ours, speeds.whole, "");
  tell(`${what}, signed and audited, beside bare items`, speeds.ours, speeds.bare, "(goal 0.5)");
  tell(`${what}, plain SQL beside bare items`, speeds.whole, speeds.bare, "");
  const { rows } = await client.query(`SELECT count(*)::int AS "items" FROM "LinkItem"`);
  expect(rows[0].items).toBe(2 * (rounds + 1) * 1000);
  await client.end();
});
