import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { mirrorKeys } from "@/lib/keys/mirror";
import { addKey, chooseSigningKey, deleteKeyNow, letKeyLeave } from "@/lib/keys/mutations";
import { settleKeys } from "@/lib/keys/retire";
import { createLink } from "@/lib/links/mutations";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let owner: Actor;
let imageId: string;
let round = 0;

beforeAll(async () => {
  owner = await world.actor("owner");
  await prepareAccount(owner);
  imageId = await uploadOne(owner, "a.png");
});
/** A key that is no longer chosen, and another server that still holds it in memory. */
let old: { id: string; name: string };
let elsewhere: typeof createLink;

beforeEach(async () => {
  for (const key of await mirrorKeys()) {
    const { signingKey } = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
    if (key.name !== signingKey && round > 0)
      await deleteKeyNow(owner, { keyId: key.id, confirmedLinks: 0, reissue: false });
  }
  const [first] = await mirrorKeys();
  if (!first) throw new Error("no key");
  old = first;
  vi.resetModules();
  const server = await import("@/lib/links/mutations");
  (await import("@/lib/clock")).clock.now = () => world.clock.now;
  elsewhere = server.createLink;
  await link("warms its memory", elsewhere);
  round += 1;
  await addKey(owner, { name: `spare${round}` });
  const spare = (await mirrorKeys()).find(({ name }) => name === `spare${round}`);
  await chooseSigningKey(owner, { keyId: spare?.id ?? "" });
  // The rule that others have forgotten the key by now is tried elsewhere; here they have not.
  await db().installation.update({ where: { id: 1 }, data: { signingKeyAt: null } });
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
});
const link = (recipient: string, make = createLink) =>
  make(owner, {
    imageId,
    variantId: "public",
    purpose: "p",
    recipient,
    endsAt: new Date(world.clock.now.getTime() + 5 * 3_600_000),
  });

it("a key in another server's memory signs on, until it is told to go", async () => {
  expect((await link("Ada", elsewhere)).keyName).toBe(old.name);
  await db().linkItem.deleteMany();
  await deleteKeyNow(owner, { keyId: old.id, confirmedLinks: 0, reissue: false });
  const made = await link("Bo", elsewhere);
  expect(made.keyName).toBe(`spare${round}`);
  expect((await fetch(made.url)).status).toBe(200);
});

it("no link is left on a deleted key, however many are made while it goes", async () => {
  const made = Promise.allSettled(Array.from({ length: 12 }, (_, at) => link(`Reader ${at}`, elsewhere)));
  let answer: string | null | undefined;
  for (let count = 0; count <= 12 && answer === undefined; count += 1)
    answer = await deleteKeyNow(owner, { keyId: old.id, confirmedLinks: count, reissue: true })
      .then((done) => done.answer)
      .catch((error: { code?: string }) => {
        if (error.code !== "CONFLICT") throw error;
        return undefined;
      });
  await made;
  for (let tries = 0; answer === undefined && tries < 3; tries += 1) {
    const confirmedLinks = await db().linkItem.count({ where: { keyId: old.id } });
    answer = (await deleteKeyNow(owner, { keyId: old.id, confirmedLinks, reissue: true })).answer;
  }
  expect(await db().linkItem.count({ where: { keyId: old.id } })).toBe(0);
  expect(await db().linkItem.count()).toBe(12);
});

it("a drained key is not marked while somebody signs with it", async () => {
  await letKeyLeave(owner, { keyId: old.id, leave: true });
  world.clock.now = new Date(world.clock.now.getTime() + 10 * 60_000);
  const [went, made] = await Promise.all([
    settleKeys(system),
    link("Last", elsewhere).catch((error: { code: string }) => error.code),
  ]);
  const onOld = await db().linkItem.count({ where: { keyId: old.id } });
  expect(typeof made === "string" ? made : "made").toMatch(/made|CONFLICT/);
  expect(went === 1 ? onOld : 0).toBe(0);
});
