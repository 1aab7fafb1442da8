// Measures signing and the ledger beside the bare work they cannot do without, in one run:
// npx vitest run --config bench/vitest.config.ts (ROUNDS=7)
import { createHmac } from "node:crypto";
import pg from "pg";
import { expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { signDeliveryUrl } from "@/lib/cloudflare/signed-url";
import { db } from "@/lib/db";
import { createLinks } from "@/lib/links/mutations";
import { createLinksSchema } from "@/lib/links/schema";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "@/lib/variants/mirror";

const world = openWorld();
const rounds = Number(process.env.ROUNDS ?? 7);
const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

/** Runs both in turn, so that a slow second of the machine meets both; answers how often a second each is done. */
async function beside(count: number, ours: () => unknown, theirs: () => unknown) {
  const speeds = { ours: [] as number[], theirs: [] as number[] };
  // The first round warms both up and is not counted.
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, run] of Object.entries({ ours, theirs }) as ["ours" | "theirs", () => unknown][]) {
      const began = performance.now();
      await run();
      const speed = (count / (performance.now() - began)) * 1000;
      if (round > 0) speeds[name].push(speed);
    }
  return { ours: median(speeds.ours), theirs: median(speeds.theirs) };
}
function tell(what: string, { ours, theirs }: { ours: number; theirs: number }, goal: number) {
  const ratio = ours / theirs;
  const figures = [ours, theirs].map((speed) => Math.round(speed).toLocaleString("en"));
  console.log(`${what} · ${figures[0]}/s · beside ${figures[1]}/s · ${ratio.toFixed(2)} (goal ${goal})`);
}

it("signs", async () => {
  const key = "Oix0bbNaT8Rge9PuyxUBrjI6zrgnsyJ5=";
  const accountHash = "AbCdEfGhIjKlMnOpQrStUv";
  const imageId = "2cdc28f0-017a-49c4-9ed7-87056c839010";
  const baseUrl = "https://imagedelivery.net";
  const kept: string[] = [];
  const loops = 200_000;
  const start = 1_800_000_000;
  tell(
    "signing, whole address",
    await beside(
      loops,
      () => {
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
      () => {
        for (let at = 0; at < loops; at += 1) {
          const message = `/${accountHash}/${imageId}/public?exp=${start + at}`;
          kept[0] = `${baseUrl}${message}&sig=${createHmac("sha256", key).update(message).digest("hex")}`;
        }
      },
    ),
    0.95,
  );

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
  const items = 1000;
  let batch = 0;
  const keyId = crypto.randomUUID();
  const linkIds = () => Array.from({ length: items / 10 }, () => crypto.randomUUID());

  /** The items of one batch as bare rows with the same indexes, from arrays, in one statement and one commit. */
  async function bare() {
    const links = linkIds();
    batch += 1;
    const ends = new Date(Date.now() + batch * 86_400_000);
    const column = <T>(of: (at: number) => T) => Array.from({ length: items }, (_, at) => of(at));
    await client.query(
      `INSERT INTO "Bare" ("id", "linkId", "position", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt", "signatureHash", "keyId")
     SELECT gen_random_uuid(), * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[], $9::uuid[])`,
      [
        column((at) => links[Math.floor(at / 10)]),
        column((at) => (at % 10) + 1),
        column((at) => images[at % 10]?.id),
        column((at) => images[at % 10]?.name),
        column((at) => images[at % 10]?.cloudflareId),
        column(() => "public"),
        column((at) => new Date(ends.getTime() + Math.floor(at / 10) * 1000)),
        column(() => Buffer.alloc(32, 7)),
        column(() => keyId),
      ],
    );
  }

  let wish = 0;
  async function ledger() {
    wish += 1;
    await createLinks(
      actor,
      createLinksSchema.parse({
        imageIds: images.map(({ id }) => id),
        variantIds: ["public"],
        recipients: Array.from({ length: items / 10 }, (_, at) => ({ name: `Reader ${at}` })),
        purpose: "Bench",
        endsAt: new Date(Date.now() + wish * 3_600_000),
      }),
    );
  }

  tell("ledger, batches of 1,000 items, signed and audited", await beside(items, ledger, bare), 0.5);
  await client.end();
});
