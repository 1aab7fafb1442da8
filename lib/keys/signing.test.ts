import { inspect } from "node:util";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";
import { forgetKey } from "./memory";
import { pictureEnd } from "./page-pictures";
import { listKeys } from "./queries";
import { chooseKey } from "./rules";
import { currentKey, signLink, urlSigner } from "./signing";

const world = openWorld();
beforeEach(() => forgetKey());

const api = (method: string, path: string) =>
  fetch(`${world.standIn.url}/client/v4/accounts/${world.standIn.accountId}/images/${path}`, {
    method,
    headers: { authorization: `Bearer ${world.standIn.token}` },
  });

describe("the current key", () => {
  test("is mirrored by name and keyed hash, never by value", async () => {
    const key = await currentKey();
    const row = await db().signingKey.findUniqueOrThrow({ where: { id: key.id } });
    expect(row).toMatchObject({ name: "default", goneAt: null });
    expect(JSON.stringify(row)).not.toContain(key.value);
    expect(row.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test("does not print its value", async () => {
    const key = await currentKey();
    expect(key.value.length).toBeGreaterThan(10);
    for (const shown of [
      inspect(key),
      JSON.stringify(key),
      `${inspect({ deep: [key] })}`,
      JSON.stringify({ ...key }),
    ])
      expect(shown).not.toContain(key.value);
    expect(JSON.stringify(key)).toContain("[secret]");
  });

  test("is the installation's by name, and changes outside are noticed and told", async () => {
    await api("PUT", "v1/keys/second");
    forgetKey();
    expect((await currentKey()).name).toBe("default");
    await db().installation.update({ where: { id: 1 }, data: { signingKey: "second" } });
    forgetKey();
    expect((await currentKey()).name).toBe("second");
    await api("DELETE", "v1/keys/second");
    forgetKey();
    expect((await currentKey()).name).toBe("default");
    const events = await db().auditEvent.findMany({
      where: { subjectName: "second" },
      orderBy: { id: "asc" },
    });
    expect(events.map((event) => event.action)).toEqual(["key.appeared", "key.vanished"]);
    expect(events[0]?.actorName).toBe("Darkroom");
  });

  test("a rotated value is another key", async () => {
    const before = await currentKey();
    await api("PUT", "v1/keys/default");
    forgetKey();
    const after = await currentKey();
    expect(after.id).not.toBe(before.id);
    const old = await db().signingKey.findUniqueOrThrow({ where: { id: before.id } });
    expect(old.goneAt).not.toBeNull();
  });

  test("twenty at once ask once", async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => currentKey()));
    expect(new Set(keys).size).toBe(1);
  });
});

describe("signatures", () => {
  const image = "2cdc28f0-017a-49c4-9ed7-87056c839010";

  test("a link carries its end, and the ledger a hash of the signature", async () => {
    const expiresAt = new Date(world.clock.now.getTime() + 3_600_500);
    const { url, signatureHash } = signLink(
      { cloudflareId: image, variantId: "public", expiresAt },
      await currentKey(),
    );
    expect(url).toContain(`?exp=${Math.floor(expiresAt.getTime() / 1000)}&sig=`);
    expect(signatureHash.byteLength).toBe(32);
  });

  test("page pictures keep one address for ten minutes, also after a restart", async () => {
    world.clock.now = new Date("2027-01-01T10:01:00Z");
    const first = (await urlSigner())(image, "darkroomthumb");
    world.clock.now = new Date("2027-01-01T10:09:59Z");
    forgetKey();
    expect((await urlSigner())(image, "darkroomthumb")).toBe(first);
    world.clock.now = new Date("2027-01-01T10:10:00Z");
    expect((await urlSigner())(image, "darkroomthumb")).not.toBe(first);
  });

  test("page pictures live 10 to 30 minutes, each to a second that only we know", () => {
    const seconds = new Set<number>();
    const start = Date.parse("2027-01-01T10:00:00Z");
    for (let at = 0; at < 2_000; at += 1) {
      const now = new Date(start + at * 7_131);
      const end = pictureEnd(now, { cloudflareId: crypto.randomUUID(), variantId: "public" });
      const life = end.getTime() - now.getTime();
      expect(life).toBeGreaterThan(10 * 60_000);
      expect(life).toBeLessThanOrEqual(30 * 60_000);
      seconds.add((end.getTime() / 1000) % 600);
    }
    // Of 600 seconds nearly all are met by 2,000 pictures.
    expect(seconds.size).toBeGreaterThan(540);
  });
});

test("the keys page lists them, in use first, without values", async () => {
  const { value } = await currentKey();
  const keys = await listKeys(await world.actor("admin"));
  expect(keys[0]).toMatchObject({
    name: "default",
    current: true,
    goneAt: null,
    liveLinks: 0,
    lastEnd: null,
  });
  expect(keys.filter((key) => key.current)).toHaveLength(1);
  expect(JSON.stringify(keys)).not.toContain(value);
  await expect(listKeys(await world.actor("editor"))).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("without the named key the first one signs; without any, none", () => {
  expect(chooseKey([{ name: "a" }, { name: "b" }], "b")?.name).toBe("b");
  expect(chooseKey([{ name: "a" }, { name: "b" }], "c")?.name).toBe("a");
  expect(chooseKey([], "default")).toBeUndefined();
});
