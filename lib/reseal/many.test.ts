import { beforeAll, beforeEach, expect, it } from "vitest";
import { type Actor, system } from "@/lib/auth/actor";
import { deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { examine } from "@/lib/leaks/mutations";
import { createLinks } from "@/lib/links/mutations";
import { createLinksSchema } from "@/lib/links/schema";
import { settleReseals, startReseal } from "@/lib/reseal/mutations";
import { maxTries } from "@/lib/reseal/rules";
import { startResealSchema } from "@/lib/reseal/schema";
import { getEntryAccess } from "@/lib/revocation/queries";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
const images: string[] = [];

beforeAll(async () => {
  admin = await world.actor("admin");
  await prepareAccount(admin);
  for (let at = 1; at <= 13; at += 1) images.push(await uploadOne(admin, `frame ${at}.png`));
}, 120_000);
beforeEach(async () => {
  world.standIn.faults.clear();
  pass(3600);
  await db().reseal.deleteMany();
  await db().pastItem.deleteMany();
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
});

const pass = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};
async function share(recipient: string, imageIds: string[]) {
  const input = createLinksSchema.parse({
    ...{ imageIds, variantIds: ["public"], recipients: [{ name: recipient }], purpose: "Review" },
    endsAt: new Date(world.clock.now.getTime() + 48 * 3_600_000),
  });
  const [made] = await createLinks(admin, input);
  if (!made) throw new Error("no link");
  return { linkId: made.linkId, urls: made.urls.map(({ url }) => url) };
}
const statusesOf = (urls: string[]) =>
  Promise.all(
    urls.map(async (url) => {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      return answer.status;
    }),
  );
const howMany = async (urls: string[], status: number) =>
  (await statusesOf(urls)).filter((one) => one === status).length;
const isRevoked = async (id: string) => (await db().link.findUniqueOrThrow({ where: { id } })).revokedAt;

it("of a link with twelve pictures all are re-sealed, slice by slice, and no other link ends", async () => {
  const leaked = await share("Leaky", images.slice(0, 12));
  const innocent = await share("Innocent", images.slice(3, 6));
  const access = await getEntryAccess(admin, { linkId: leaked.linkId });
  expect(access).toMatchObject({ best: "reseal", rest: 0 });
  expect(access?.images).toHaveLength(12);
  const imageIds = access?.images.map(({ id }) => id) ?? [];
  await startReseal(
    admin,
    startResealSchema.parse({ imageIds, stopLinks: [leaked.linkId], confirmedOthers: 1 }),
  );
  // What one request did not come to is written down and due; nobody has to ask for it again.
  expect(await db().reseal.count()).toBe(12);
  const left = await db().reseal.count({ where: { finishedAt: null } });
  expect(left).toBeGreaterThan(0);
  expect(await howMany(leaked.urls, 200)).toBe(left);
  expect(await isRevoked(leaked.linkId)).toBeNull();
  expect((await getEntryAccess(admin, { linkId: leaked.linkId }))?.meter.sentence).toMatch(/being re-sealed/);
  await settleReseals(system, { limit: 1, forMs: 60_000 });
  expect(await db().reseal.count({ where: { step: "done", answer: "absent" } })).toBe(12);
  expect(await howMany(leaked.urls, 404)).toBe(12);
  expect(await isRevoked(leaked.linkId)).not.toBeNull();
  expect(await isRevoked(innocent.linkId)).toBeNull();
  expect(await db().pastItem.count({ where: { linkId: innocent.linkId, itemId: { not: null } } })).toBe(3);
  for (const { cloudflareId } of await db().image.findMany())
    expect(await statusesOf([deliveryUrl(cloudflareId ?? "", "public")])).toEqual([403]);
}, 120_000);

it("only the picture that leaked is offered alone, counted for itself, and stops alone", async () => {
  const leaked = await share("Leaky", images.slice(0, 12));
  await share("Of the others", images.slice(1, 3));
  const { cards } = await examine(admin, { text: leaked.urls[4] ?? "" });
  const imageId = images[4] ?? "";
  const href = `/links/desk/${leaked.linkId}?picture=${imageId}`;
  expect(cards[0]).toMatchObject({ image: { id: imageId }, advice: [{ kind: "revoke", href }] });
  const access = await getEntryAccess(admin, { linkId: leaked.linkId, pictures: [imageId] });
  expect(access).toMatchObject({ best: "reseal", images: [{ id: imageId }], rest: 11 });
  expect(access?.choices).toHaveLength(12);
  expect(access?.options.find(({ kind }) => kind === "reseal")).toMatchObject({ reissues: 0, images: 1 });
  await startReseal(admin, { imageIds: [imageId], stopLinks: [leaked.linkId], confirmedOthers: 0 });
  expect(await statusesOf(leaked.urls.slice(3, 6))).toEqual([200, 404, 200]);
  // It is no picture of the link any more: the question is about those that are left.
  const after = await getEntryAccess(admin, { linkId: leaked.linkId, pictures: [imageId] });
  expect(after).toMatchObject({ rest: 0 });
  expect(after?.images).toHaveLength(11);
  expect(await isRevoked(leaked.linkId)).toBeNull();
}, 60_000);

it("a picture that cannot be re-sealed keeps nobody from the others", async () => {
  const leaked = await share("Leaky", images.slice(0, 3));
  const [large = "", ...others] = images.slice(0, 3);
  await db().image.update({ where: { id: large }, data: { bytes: 11 * 1024 * 1024 } });
  const reseal = async (pictures: string[]) =>
    (await getEntryAccess(admin, { linkId: leaked.linkId, pictures }))?.options.find(
      ({ kind }) => kind === "reseal",
    );
  expect((await reseal([]))?.problem).toMatch(/larger than 10 MB/);
  expect(await reseal(others)).toMatchObject({ problem: null, images: 2 });
  await db().image.update({ where: { id: large }, data: { bytes: 100 } });
});

it("that Cloudflare asks for silence uses up no try, however long it lasts", async () => {
  const leaked = await share("Leaky", images.slice(12, 13));
  world.standIn.faults.add({ kind: "rate-limit", retryAfter: 300, host: "api", path: "/blob$", times: null });
  await startReseal(admin, {
    imageIds: images.slice(12, 13),
    stopLinks: [leaked.linkId],
    confirmedOthers: 0,
  });
  for (let turn = 0; turn < maxTries + 3; turn += 1) {
    pass(301);
    await settleReseals(system, { limit: 5 });
  }
  expect(await db().reseal.findFirst()).toMatchObject({ step: "copying", attempts: 0, finishedAt: null });
  world.standIn.faults.clear();
  pass(301);
  await settleReseals(system, { limit: 5 });
  expect(await db().reseal.findFirst()).toMatchObject({ step: "done" });
  expect(await statusesOf(leaked.urls)).toEqual([404]);
}, 60_000);
