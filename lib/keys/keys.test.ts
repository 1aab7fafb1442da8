import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { forgetKey } from "@/lib/keys/memory";
import { mirrorKeys } from "@/lib/keys/mirror";
import { addKey, chooseSigningKey, deleteKeyNow, letKeyLeave } from "@/lib/keys/mutations";
import { getKeyVictims, listKeys } from "@/lib/keys/queries";
import { settleKeys } from "@/lib/keys/retire";
import { rotationStep } from "@/lib/keys/rules";
import { createLink } from "@/lib/links/mutations";
import { handOver } from "@/lib/reseal/hand-over";
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
let spares = 0;
function spareName() {
  spares += 1;
  return `spare${spares}`;
}
beforeEach(async () => {
  world.standIn.faults.clear();
  pass(120);
  await db().pastItem.deleteMany();
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  // Back to one key, the one that signs.
  const keys = await present();
  const keep = keys.find(({ current }) => current) ?? keys[0];
  for (const { id, name } of keys) if (id !== keep?.id) await cloudflare().deleteKey(name);
  forgetKey();
  await mirrorKeys();
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};
const present = async () => (await listKeys(owner)).filter(({ goneAt }) => !goneAt);
const spare = async () => {
  const name = spareName();
  await addKey(owner, { name });
  const key = (await present()).find((one) => one.name === name);
  if (!key) throw new Error("no spare");
  return key;
};
const current = async () => {
  const key = (await present()).find((one) => one.current);
  if (!key) throw new Error("no key");
  return key;
};
const link = (recipient: string, hours = 5) =>
  createLink(owner, {
    imageId,
    variantId: "public",
    purpose: "Review",
    recipient,
    endsAt: new Date(world.clock.now.getTime() + hours * 3_600_000),
  });
const statusOf = async (url: string) => (await fetch(url)).status;
const lastEvents = async (count: number) =>
  (await db().auditEvent.findMany({ orderBy: { id: "desc" }, take: count }))
    .map(({ action }) => action)
    .reverse();

describe("a spare", () => {
  it("is added under a name that was never used, and signs nothing yet", async () => {
    const before = await current();
    const key = await spare();
    expect(key).toMatchObject({ current: false, liveLinks: 0 });
    expect(await lastEvents(2)).toEqual(["key.asked", "key.created"]);
    expect((await current()).id).toBe(before.id);
  });

  it.each(["default", "DEFAULT"])(
    "is refused the name %s: asking again would replace its value",
    async (name) => {
      await cloudflare().listKeys();
      const values = (await cloudflare().listKeys()).map(({ value }) => value);
      await expect(addKey(owner, { name })).rejects.toMatchObject({ code: "INVALID" });
      expect((await cloudflare().listKeys()).map(({ value }) => value)).toEqual(values);
    },
  );

  it("is refused at the cap, and to everybody but an owner", async () => {
    await spare();
    await expect(addKey(owner, { name: "third" })).rejects.toMatchObject({ code: "LIMIT" });
    await expect(addKey(await world.actor("admin"), { name: "third" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("whose answer is lost is asked for once, and found later", async () => {
    world.standIn.faults.add({ kind: "lost", host: "api", method: "PUT", times: null });
    const name = spareName();
    await expect(addKey(owner, { name })).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    world.standIn.faults.clear();
    await mirrorKeys();
    expect((await present()).map((key) => key.name)).toContain(name);
  });
});

describe("a key that carries links to what is public just now", () => {
  const open = (is: boolean) =>
    db().image.update({ where: { id: imageId }, data: { requireSignedUrls: !is } });

  it("is not called free, is waited for, and they are signed anew with the others", async () => {
    const old = await current();
    const { url, endsAt } = await link("Moot");
    const fresh = await spare();
    await chooseSigningKey(owner, { keyId: fresh.id });
    await open(true);
    const listed = (await present()).find(({ id }) => id === old.id);
    expect(listed).toMatchObject({ liveLinks: 0, lastEnd: null, idle: { links: 1, lastEnd: endsAt } });
    expect((await present()).find(({ id }) => id === fresh.id)?.idle).toBeNull();
    await letKeyLeave(owner, { keyId: old.id, leave: true });
    pass(600);
    expect(await settleKeys(system)).toBe(0);
    expect(await getKeyVictims(owner, { keyId: old.id })).toMatchObject({ links: 0, idle: 1 });
    await deleteKeyNow(owner, { keyId: old.id, confirmedLinks: 0, reissue: true });
    await open(false);
    expect(await statusOf(url)).toBe(403);
    const item = await db().linkItem.findFirst({ where: { link: { recipient: "Moot" } } });
    expect(item?.keyId).toBe(fresh.id);
  });
});

describe("a drain", () => {
  it("signs new with the spare and lets the old one leave when its last link has ended", async () => {
    const old = await current();
    const { url } = await link("Old");
    const fresh = await spare();
    expect(rotationStep(await present())).toBe("choose");
    await expect(letKeyLeave(owner, { keyId: old.id, leave: true })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await chooseSigningKey(owner, { keyId: fresh.id });
    expect(rotationStep(await present())).toBe("drain");
    expect((await link("New")).keyName).toBe(fresh.name);
    await letKeyLeave(owner, { keyId: old.id, leave: true });
    pass(600);
    expect(await settleKeys(system)).toBe(0);
    expect(await statusOf(url)).toBe(200);
    pass(5 * 3600);
    expect(await settleKeys(system)).toBe(1);
    expect((await present()).map(({ id }) => id)).toEqual([fresh.id]);
    expect(await lastEvents(2)).toEqual(["key.deleted", "key.measured"]);
    expect(await settleKeys(system)).toBe(0);
  });

  it("stays where it is told to stay after all", async () => {
    const old = await current();
    await chooseSigningKey(owner, { keyId: (await spare()).id });
    await letKeyLeave(owner, { keyId: old.id, leave: true });
    await letKeyLeave(owner, { keyId: old.id, leave: false });
    pass(600);
    expect(await settleKeys(system)).toBe(0);
    expect(await present()).toHaveLength(2);
  });
});

describe("deleting now", () => {
  const rotated = async () => {
    const old = await current();
    const links = [await link("Maria"), await link("Tom")];
    const fresh = await spare();
    await chooseSigningKey(owner, { keyId: fresh.id });
    pass(121);
    return { old, fresh, links };
  };

  it("ends exactly the links that were confirmed, measured", async () => {
    const { old, links } = await rotated();
    expect(await getKeyVictims(owner, { keyId: old.id })).toMatchObject({ links: 2, images: 1, holders: 2 });
    await expect(deleteKeyNow(owner, { keyId: old.id, confirmedLinks: 1, reissue: false })).rejects.toThrow(
      /2 live links hang on it now, not 1/,
    );
    expect(await statusOf(links[0]?.url ?? "")).toBe(200);
    expect(await deleteKeyNow(owner, { keyId: old.id, confirmedLinks: 2, reissue: false })).toEqual({
      answer: "refused",
    });
    for (const { url } of links) expect(await statusOf(url)).toBe(403);
  });

  it("or signs them anew first: same picture, same end, to be sent again", async () => {
    const { old, links } = await rotated();
    await deleteKeyNow(owner, { keyId: old.id, confirmedLinks: 2, reissue: true });
    for (const { url } of links) expect(await statusOf(url)).toBe(403);
    const past = await db().pastItem.findMany();
    expect(past).toHaveLength(2);
    for (const { id } of past) {
      const { links } = await handOver(owner, { pastIds: [id] });
      expect(await statusOf(links[0]?.urls[0]?.url ?? "")).toBe(200);
    }
    const ends = (await db().linkItem.findMany()).map(({ expiresAt }) => expiresAt.getTime()).sort();
    expect(ends).toEqual(links.map(({ endsAt }) => endsAt.getTime()).sort());
  });

  it("never takes the key in use, nor the last one", async () => {
    const only = await current();
    const refused = { code: "CONFLICT" };
    await expect(
      deleteKeyNow(owner, { keyId: only.id, confirmedLinks: 0, reissue: false }),
    ).rejects.toMatchObject(refused);
    await spare();
    await expect(
      deleteKeyNow(owner, { keyId: only.id, confirmedLinks: 0, reissue: false }),
    ).rejects.toMatchObject(refused);
    await expect(cloudflare().deleteKey("nosuchkey")).resolves.toBe("absent");
  });

  it.each([
    ["refused", { kind: "error", status: 500 }],
    ["done, answer lost", { kind: "lost" }],
    ["connection lost", { kind: "reset" }],
  ] as const)("goes on by itself when it was %s", async (_, fault) => {
    const { old } = await rotated();
    world.standIn.faults.add({ ...fault, host: "api", method: "DELETE", times: null });
    await expect(
      deleteKeyNow(owner, { keyId: old.id, confirmedLinks: 2, reissue: true }),
    ).rejects.toMatchObject({ code: "UNKNOWN_OUTCOME" });
    world.standIn.faults.clear();
    await settleKeys(system);
    await mirrorKeys();
    expect((await present()).map(({ id }) => id)).not.toContain(old.id);
    expect(await db().auditEvent.count({ where: { action: "key.deleted", subjectId: old.id } })).toBe(1);
    expect(await db().auditEvent.count({ where: { action: "key.vanished", subjectId: old.id } })).toBe(0);
  });

  it("no value of a key is in any event or row", async () => {
    const values = (await cloudflare().listKeys()).map(({ value }) => value);
    const rows = [await db().auditEvent.findMany(), await db().signingKey.findMany(), await listKeys(owner)];
    const text = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
    for (const value of values) expect(text).not.toContain(value);
  });
});
