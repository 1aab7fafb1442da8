import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { forward } from "@/lib/gate/forward";
import { openGate } from "@/lib/gate/open";
import { changePrivacy, deleteImages } from "@/lib/images/mutations";
import { uploadOne } from "@/lib/images/uploads.testing";
import { forgetKey } from "@/lib/keys/memory";
import { mirrorKeys } from "@/lib/keys/mirror";
import { pauseLink, revokeLinks } from "@/lib/links/changes";
import { liveWhere } from "@/lib/links/filter";
import { liveItemsOfImages } from "@/lib/links/live";
import { createLinks } from "@/lib/links/mutations";
import { listLinks } from "@/lib/links/queries";
import { linkStatuses } from "@/lib/links/query-filters";
import { readVariants } from "@/lib/links/rows";
import { createLinksSchema, type LinkStatus, linkQuerySchema, stillOpens } from "@/lib/links/schema";
import { checkAccount, prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "@/lib/variants/mirror";

const world = openWorld();
const from = { address: "203.0.113.9", client: "vitest" };
const wanted = 1000;
const seed = Number(process.env.SEED ?? 20261125);

/** Small numbers that look random and are the same for a seed (mulberry32). */
function randomOf(start: number) {
  let state = start;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below;
  };
}

let admin: Actor;
beforeAll(async () => {
  admin = await world.actor("admin");
  await prepareAccount(admin);
});

/** Each link of the ledger with its addresses as they were shown once. */
type Kept = Map<string, { urls: string[]; token: string | null; ticket?: string }>;

async function issue(random: (below: number) => number, images: string[], variants: string[]): Promise<Kept> {
  const kept: Kept = new Map();
  while (kept.size < wanted) {
    const pick = <T>(from: T[]) => from[Math.floor(random(from.length))] as T;
    const gated = random(3) < 1;
    const hours = pick([0.2, 1, 1.5, 2.5, 5, 30, 300]);
    const input = createLinksSchema.parse({
      imageIds: [...new Set(Array.from({ length: 1 + random(3) }, () => pick(images)))],
      variantIds: [pick(variants)],
      recipients: Array.from({ length: 5 }, (_, at) => ({ name: `Reader ${at}` })),
      purpose: "Truth",
      endsAt: new Date(world.clock.now.getTime() + hours * 3_600_000 + Math.floor(random(900)) * 1000),
      gate: gated
        ? {
            startsAt: hours > 3 && random(2) < 1 ? new Date(world.clock.now.getTime() + 3 * 3_600_000) : null,
            maxOpens: random(4) < 1 ? 1 : null,
          }
        : null,
    });
    for (const { linkId, urls, path } of await createLinks(admin, input))
      kept.set(linkId, { urls: urls.map(({ url }) => url), token: path?.slice(3) ?? null });
  }
  return kept;
}

async function disturb(random: (below: number) => number, kept: Kept, images: string[]) {
  const gated = [...kept].filter(([, { token }]) => token !== null);
  for (const [linkId, { token }] of gated) {
    const lot = random(6);
    if (lot < 1) await revokeLinks(admin, { target: { linkIds: [linkId] }, expected: 1, reason: "" });
    else if (lot < 2) await pauseLink(admin, { linkId, paused: true });
    else if (lot < 3) {
      const opened = await openGate(from, { token: token ?? "", password: "", accepted: false }).catch(
        () => null,
      );
      const one = kept.get(linkId);
      if (one) one.ticket = opened?.ticket;
    }
  }
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000);
  await deleteImages(admin, { imageIds: images.slice(0, 3) });
  for (const imageId of images.slice(3, 5)) await changePrivacy(admin, { imageId, private: false });
  const shape = { fit: "cover", width: 20, height: 20, metadata: "none" } as const;
  await cloudflare().updateVariant({ id: "opened", ...shape, alwaysPublic: true });
  await cloudflare().deleteVariant("lost");
  await mirrorVariants();
  // Outside Darkroom, which finds out when it looks.
  const outside = await db().image.findMany({ where: { id: { in: images.slice(5, 7) } } });
  for (const { cloudflareId } of outside) await cloudflare().deleteImage(cloudflareId ?? "");
  await checkAccount(admin);
}

/** What the world outside says: whether any address of the link opens, and whether all that do need it. */
async function ask({ urls, token }: { urls: string[]; token: string | null }, ticket?: string) {
  const answers = async (url: string) => (await fetch(url)).status === 200;
  if (token !== null) {
    // One opening for all its pictures, as a browser has it: a limit counts it once.
    const opened = ticket
      ? { ticket }
      : await openGate(from, { token, password: "", accepted: false }).catch(() => null);
    const ways = await Promise.all(
      ["1", "2", "3"].map((position) =>
        forward({ token, position, ticket: opened?.ticket, reader: null, from }).then((way) => way?.url),
      ),
    );
    urls = ways.filter((url) => url !== undefined);
  }
  const signed = await Promise.all(urls.map(answers));
  const bare = await Promise.all(urls.map((url) => answers(url.split("?")[0] ?? "")));
  return { opens: signed.includes(true), needed: signed.some((open, at) => open && !bare[at]) };
}

it(`SL-13: says of ${wanted} generated links what the delivery host answers (seed ${seed})`, {
  timeout: 240_000,
}, async () => {
  const random = randomOf(seed);
  const shape = { fit: "cover", width: 20, height: 20, metadata: "none", alwaysPublic: false } as const;
  for (const id of ["opened", "lost"]) await cloudflare().createVariant({ id, ...shape });
  await mirrorVariants();
  const images: string[] = [];
  for (let at = 0; at < 12; at += 1) images.push(await uploadOne(admin, `truth ${at}.png`));
  const early = await issue(random, images, ["public", "public", "opened", "lost"]);
  await disturb(random, early, images);

  const said = new Map<string, LinkStatus>();
  const opening = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await listLinks(admin, linkQuerySchema.parse({ cursor }));
    for (const row of page.links) {
      said.set(row.id, row.status);
      if (stillOpens(row)) opening.add(row.id);
    }
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(said.size).toBe(early.size);

  // The same rule in SQL.
  for (const status of linkStatuses) {
    const found: string[] = [];
    let at: string | undefined;
    do {
      const page = await listLinks(admin, linkQuerySchema.parse({ q: `status:${status}`, cursor: at }));
      found.push(...page.links.map(({ id }) => id));
      at = page.next ?? undefined;
    } while (at);
    expect(
      [...said]
        .filter(([, one]) => one === status)
        .map(([id]) => id)
        .sort(),
    ).toEqual(found.sort());
    expect(found.length, status).toBeGreaterThan(0);
  }

  // The same once more of items: what the library, the keys and the desk count.
  const live = await db().$queryRaw<{ linkId: string }[]>`
    SELECT DISTINCT item."linkId" FROM ${liveItemsOfImages(world.clock.now)}`;
  const known = [...opening];
  expect(live.map(({ linkId }) => linkId).sort()).toEqual(known.sort());
  const where = liveWhere(await readVariants(), world.clock.now);
  const found = await db().link.findMany({ where, select: { id: true } });
  expect(found.map(({ id }) => id).sort()).toEqual(known.sort());

  // Used up, and still open to whoever was let in; until two hours after that.
  const used = [...early].filter(([id, { ticket }]) => ticket && said.get(id) === "used");
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter(([id]) => !opening.has(id))).toEqual([]);
  for (const [, one] of used) expect(await ask(one, one.ticket)).toMatchObject({ opens: true });
  const later = new Date(world.clock.now.getTime() + 3_600_000 + 1000);
  const then = await db().$queryRaw<{ linkId: string }[]>`
    SELECT DISTINCT item."linkId" FROM ${liveItemsOfImages(later)}`;
  expect(then.filter(({ linkId }) => said.get(linkId) === "used")).toEqual([]);
  const goneOnes = await listLinks(admin, linkQuerySchema.parse({ q: `status:dead image:${images[5]}` }));
  expect(goneOnes.links.map(({ reason }) => reason)).toContain("The image is gone at Cloudflare.");

  const wrong = await mapLimit([...early], 8, async ([id, addresses]) => {
    const status = said.get(id) ?? "";
    const { opens, needed } = await ask(addresses);
    // What is public is so whether its gate is shut or not.
    const shut = status === "moot" && addresses.token !== null;
    const works = ["live", "ending", "moot"].includes(status);
    const right = (shut || opens === works) && needed === (works && status !== "moot");
    return right ? [] : [`${status}: opens ${opens}, needed ${needed}, gated ${addresses.token !== null}`];
  });
  expect(wrong.flat()).toEqual([]);

  // And when every key is replaced, all direct links that ran are dead, without a call for each.
  const keys = `${world.standIn.url}/client/v4/accounts/${world.standIn.accountId}/images/v1/keys`;
  const headers = { authorization: `Bearer ${world.standIn.token}` };
  await fetch(`${keys}/second`, { method: "PUT", headers });
  await fetch(`${keys}/default`, { method: "DELETE", headers });
  await mirrorKeys();
  forgetKey();
  const running = await db().link.count({
    where: { mode: "direct", endsAt: { gt: world.clock.now }, items: { some: { imageId: { not: null } } } },
  });
  expect(running).toBeGreaterThan(100);
  const { links } = await listLinks(admin, linkQuerySchema.parse({ q: "status:live" }));
  expect(links.filter(({ mode }) => mode === "direct")).toEqual([]);
});
