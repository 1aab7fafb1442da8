import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { listAttention } from "@/lib/exposure/queries";
import { uploadOne } from "@/lib/images/uploads.testing";
import { forgetKey } from "@/lib/keys/memory";
import { mirrorKeys } from "@/lib/keys/mirror";
import { addKey, chooseSigningKey, deleteKeyNow } from "@/lib/keys/mutations";
import { explainKey, lookAtKeys, reissueLost } from "@/lib/keys/outside";
import { getKeyVictims, listKeys } from "@/lib/keys/queries";
import { settleKeys } from "@/lib/keys/retire";
import { isUnexplained } from "@/lib/keys/schema";
import { briefSigner } from "@/lib/keys/signing";
import { createLink } from "@/lib/links/mutations";
import { handOver } from "@/lib/reseal/hand-over";
import { listKeyHandovers } from "@/lib/reseal/queries";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let owner: Actor;
let imageId: string;

beforeAll(async () => {
  owner = await world.actor("owner");
  await prepareAccount(owner);
  imageId = await uploadOne(owner, "a.png");
});
beforeEach(async () => {
  world.standIn.faults.clear();
  pass(180);
  await db().pastItem.deleteMany();
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  await db().reseal.deleteMany();
  const keys = await present();
  for (const { name, current } of keys) if (!current) await api("DELETE", name);
  forgetKey();
  await mirrorKeys();
  await db().signingKey.updateMany({ data: { explainedAt: world.clock.now } });
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};
const api = (method: string, name: string) =>
  fetch(`${world.standIn.url}/client/v4/accounts/${world.standIn.accountId}/images/v1/keys/${name}`, {
    method,
    headers: { authorization: `Bearer ${world.standIn.token}` },
  });
const present = async () => (await listKeys(owner)).filter(({ goneAt }) => !goneAt);
const named = async (name: string) => {
  const key = (await listKeys(owner)).findLast((one) => one.name === name);
  if (!key) throw new Error(`no key ${name}`);
  return key;
};
const current = async () => {
  const key = (await present()).find((one) => one.current);
  if (!key) throw new Error("no key");
  return key;
};
const link = (recipient: string) =>
  createLink(owner, {
    imageId,
    variantId: "public",
    purpose: "Review",
    recipient,
    endsAt: new Date(world.clock.now.getTime() + 5 * 3_600_000),
  });
const statusOf = async (url: string) => (await fetch(url)).status;
const attention = async (actor = owner) =>
  (await listAttention(actor)).filter(({ kind }) => kind.startsWith("key-"));
const eventsOf = (subjectId: string) =>
  db().auditEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" }, select: { action: true } });

/** The old key, no longer chosen for so long that no server signs with it, and the one that signs. */
async function rotated(name: string) {
  const old = await current();
  await addKey(owner, { name });
  const fresh = await named(name);
  await chooseSigningKey(owner, { keyId: fresh.id });
  pass(130);
  return { old, fresh };
}

describe("a key that appeared outside", () => {
  it("is kept as not made here until somebody accounts for it", async () => {
    await api("PUT", "stranger");
    pass(10);
    expect(await lookAtKeys(owner)).toBe(true);
    const key = await named("stranger");
    expect(key.foundAt).not.toBeNull();
    expect(isUnexplained(key)).toBe(true);
    expect(await attention()).toMatchObject([{ kind: "key-found", count: 1, href: "/keys" }]);
    expect(await attention(await world.actor("editor"))).toEqual([]);
    await expect(
      explainKey(await world.actor("editor"), { keyId: key.id, reason: "our shop" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await explainKey(owner, { keyId: key.id, reason: "our shop" });
    expect(await attention()).toEqual([]);
    expect(await named("stranger")).toMatchObject({ explained: { by: owner.name, reason: "our shop" } });
    expect((await eventsOf(key.id)).map(({ action }) => action)).toEqual(["key.appeared", "key.explained"]);
    await expect(explainKey(owner, { keyId: key.id, reason: "again" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("is none of those that were there at the first look, nor one that was asked for here", async () => {
    expect((await current()).foundAt).toBeNull();
    world.standIn.faults.add({ kind: "lost", host: "api", method: "PUT", times: null });
    await expect(addKey(owner, { name: "answerlost" })).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    world.standIn.faults.clear();
    await mirrorKeys();
    const key = await named("answerlost");
    expect(key.foundAt).toBeNull();
    expect((await eventsOf(key.id)).map(({ action }) => action)).toEqual(["key.created"]);
    expect(await attention()).toEqual([]);
  });
});

describe("a reading that took long", () => {
  /** Reads the keys; the answer is there, and is looked at only after `meanwhile`. */
  async function readSlowly(meanwhile: () => Promise<unknown>) {
    const original = globalThis.fetch;
    let answered: (() => void) | undefined;
    let goOn: (() => void) | undefined;
    const here = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    globalThis.fetch = async (...asked) => {
      globalThis.fetch = original;
      const answer = await original(...asked);
      answered?.();
      await held;
      return answer;
    };
    const reading = mirrorKeys();
    await here;
    pass(2);
    await meanwhile();
    pass(2);
    goOn?.();
    return reading;
  }

  it("takes no spare that was added meanwhile for vanished", async () => {
    await readSlowly(() => addKey(owner, { name: "meanwhile" }));
    const key = await named("meanwhile");
    expect(key).toMatchObject({ goneAt: null, vanishedAt: null });
    expect((await eventsOf(key.id)).map(({ action }) => action)).toEqual(["key.created"]);
    await api("DELETE", "meanwhile");
    await mirrorKeys();
    expect((await named("meanwhile")).goneAt).not.toBeNull();
  });

  it("takes none that went meanwhile for back, and signs nothing with it", async () => {
    await api("PUT", "leaver");
    await mirrorKeys();
    const keys = await readSlowly(async () => {
      await api("DELETE", "leaver");
      await mirrorKeys();
    });
    const key = await named("leaver");
    expect(key.goneAt).not.toBeNull();
    expect(keys.map(({ name }) => name)).not.toContain("leaver");
    expect((await eventsOf(key.id)).map(({ action }) => action)).toEqual(["key.appeared", "key.vanished"]);
  });
});

describe("a key that vanished outside", () => {
  it("tells how many links died, and they are signed anew for their holders", async () => {
    const before = await current();
    const { url } = await link("Maria");
    await api("PUT", before.name);
    pass(10);
    expect(await lookAtKeys(owner)).toBe(true);
    expect(await statusOf(url)).toBe(403);
    const lost = (await listKeys(owner)).find(({ id }) => id === before.id);
    expect(lost).toMatchObject({ lostLinks: 1, waiting: 1, explained: null });
    expect((await attention()).map(({ kind, tone }) => [kind, tone])).toEqual([
      ["key-vanished", "danger"],
      ["key-found", "danger"],
    ]);
    expect(await reissueLost(owner, { keyId: before.id })).toEqual({ links: 1 });
    expect(await reissueLost(owner, { keyId: before.id })).toEqual({ links: 0 });
    expect((await listKeys(owner)).find(({ id }) => id === before.id)).toMatchObject({ waiting: 0 });
    const [group] = await listKeyHandovers(owner);
    expect(group).toMatchObject({ recipient: "Maria" });
    const { links } = await handOver(owner, { pastIds: [group?.addresses[0]?.pastId ?? ""] });
    expect(await statusOf(links[0]?.urls[0]?.url ?? "")).toBe(200);
    await explainKey(owner, { keyId: before.id, reason: "the developer did" });
    expect((await attention()).map(({ kind }) => kind)).toEqual(["key-found"]);
  });

  it("signs nothing more in this process once its loss was seen", async () => {
    const { fresh, old } = await rotated("forgotten");
    const { cloudflareId } = await db().image.findUniqueOrThrow({ where: { id: imageId } });
    const item = { cloudflareId: cloudflareId ?? "", variantId: "public" };
    await briefSigner();
    await api("DELETE", fresh.name);
    await mirrorKeys();
    expect(await statusOf((await briefSigner())(item).url)).toBe(200);
    expect((await current()).id).toBe(old.id);
  });

  it("is not one that Cloudflare could not list: the page says that it is older", async () => {
    pass(10);
    world.standIn.faults.add({ kind: "error", host: "api", status: 500, times: null });
    expect(await lookAtKeys(owner)).toBe(false);
    expect(await attention()).toEqual([]);
  });
});

describe("a spare that Cloudflare does not list yet", () => {
  it("is said to be asked for, and never asked for again", async () => {
    world.standIn.faults.set({ hiddenSeconds: 30 });
    await expect(addKey(owner, { name: "hidden" })).rejects.toThrow(
      /asked for; Cloudflare does not list it yet/,
    );
    await expect(addKey(owner, { name: "hidden" })).rejects.toMatchObject({ code: "INVALID" });
    pass(31);
    const values = JSON.stringify((await mirrorKeys()).map(({ id }) => id));
    expect(await named("hidden")).toMatchObject({ foundAt: null, goneAt: null });
    await expect(addKey(owner, { name: "hidden" })).rejects.toMatchObject({ code: "INVALID" });
    expect(JSON.stringify((await mirrorKeys()).map(({ id }) => id))).toBe(values);
  });
});

describe("deleting a key now", () => {
  it("waits until no other server can sign with it", async () => {
    const old = await current();
    await addKey(owner, { name: "hasty" });
    await chooseSigningKey(owner, { keyId: (await named("hasty")).id });
    const ask = { keyId: old.id, confirmedLinks: 0, reissue: false };
    pass(60);
    await expect(deleteKeyNow(owner, ask)).rejects.toThrow(
      /other servers may still sign.*Nothing was changed/,
    );
    expect(await db().signingKey.findUniqueOrThrow({ where: { id: old.id } })).toMatchObject({
      deletingAt: null,
    });
    pass(61);
    await deleteKeyNow(owner, ask);
    expect((await present()).map(({ name }) => name)).toEqual(["hasty"]);
  });

  it("gives no new address to whom a re-sealing is taking it from", async () => {
    const [leaker, reader] = [await link("Leaker"), await link("Reader")];
    const { cloudflareId } = await db().image.findUniqueOrThrow({ where: { id: imageId } });
    const { old } = await rotated("stopping");
    await db().reseal.create({
      data: {
        imageId,
        activeFor: imageId,
        imageName: "a.png",
        oldCloudflareId: cloudflareId ?? "",
        stopLinks: [leaker.linkId],
        startedAt: world.clock.now,
        startedById: owner.id,
      },
    });
    const { sample } = await getKeyVictims(owner, { keyId: old.id });
    expect(sample.map(({ id, takenBack }) => [id, takenBack])).toEqual([
      [leaker.linkId, true],
      [reader.linkId, false],
    ]);
    await deleteKeyNow(owner, { keyId: old.id, confirmedLinks: 2, reissue: true });
    expect((await db().pastItem.findMany()).map(({ linkId }) => linkId)).toEqual([reader.linkId]);
    const asked = await db().auditEvent.findFirstOrThrow({
      where: { action: "key.delete-asked", subjectId: old.id },
    });
    expect(asked.details).toEqual({ ends: 1, reissues: 1 });
  });

  it("leaves a named link out, and records it as revoked once the key is gone, whoever finishes", async () => {
    const [leaker, reader] = [await link("Leaker"), await link("Reader")];
    const { old } = await rotated("without");
    world.standIn.faults.add({ kind: "error", status: 500, host: "api", method: "DELETE", times: null });
    const ask = { keyId: old.id, confirmedLinks: 2, reissue: true, without: [leaker.linkId] };
    await expect(deleteKeyNow(owner, ask)).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    expect(await db().link.count({ where: { revokedAt: { not: null } } })).toBe(0);
    world.standIn.faults.clear();
    expect(await settleKeys(system)).toBe(1);
    const links = await db().link.findMany({ select: { id: true, revokedAt: true, revokeReason: true } });
    expect(links.find(({ id }) => id === leaker.linkId)?.revokeReason).toMatch(/got no new address/);
    expect(links.find(({ id }) => id === reader.linkId)?.revokedAt).toBeNull();
    expect(await statusOf(leaker.url)).toBe(403);
  });
});

it("an address that was replaced twice is told once, and copying it settles both", async () => {
  const { linkId } = await link("Twice");
  const { old } = await rotated("twice");
  const item = await db().linkItem.findFirstOrThrow({ where: { linkId } });
  const { id: itemId, position: _, ...was } = item;
  await db().pastItem.create({ data: { ...was, itemId, pastAt: world.clock.now } });
  pass(1);
  await deleteKeyNow(owner, { keyId: old.id, confirmedLinks: 1, reissue: true });
  const told = await listKeyHandovers(owner);
  expect(told).toMatchObject([{ linkId, recipient: "Twice" }]);
  expect(told[0]?.addresses).toHaveLength(1);
  await handOver(owner, { pastIds: [told[0]?.addresses[0]?.pastId ?? ""] });
  expect(await listKeyHandovers(owner)).toEqual([]);
  expect(await db().pastItem.count({ where: { itemId, handedAt: null } })).toBe(0);
});
