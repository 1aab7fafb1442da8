import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { forward } from "@/lib/gate/forward";
import { openGate } from "@/lib/gate/open";
import { changePrivacy, deleteImages } from "@/lib/images/mutations";
import { uploadOne } from "@/lib/images/uploads.testing";
import { revokeLinks } from "@/lib/links/changes";
import { createLinks } from "@/lib/links/mutations";
import { countTargets } from "@/lib/links/queries";
import { planReissue, reissueLinks } from "@/lib/links/reissue";
import { type ReissueInput, reissueSchema } from "@/lib/links/reissue-schema";
import { createLinksSchema } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const from = { address: "203.0.113.9", client: "vitest" };
let admin: Actor;
let tom: Actor;
let images: string[];

beforeAll(async () => {
  admin = await world.actor("admin");
  tom = await world.actor("editor");
  await prepareAccount(admin);
  images = [];
  for (const name of ["a.png", "b.png", "c.png"]) images.push(await uploadOne(admin, name));
});

const inHours = (hours: number) => new Date(world.clock.now.getTime() + hours * 3_600_000);
const pass = (hours: number) => {
  world.clock.now = inHours(hours);
};
async function share(more: object = {}, actor = tom) {
  const input = {
    imageIds: images,
    variantIds: ["public"],
    recipients: [{ name: "Maria" }],
    purpose: "Press",
  };
  return createLinks(actor, createLinksSchema.parse({ ...input, endsAt: inHours(48), ...more }));
}
const only = <T>([one]: T[]): T => {
  if (!one) throw new Error("none");
  return one;
};
const again = (target: object, more: object = {}): ReissueInput =>
  reissueSchema.parse({ target, end: { kind: "same" }, old: "keep", expected: 1, ...more });
const entry = (id: string) => db().link.findUniqueOrThrow({ where: { id }, include: { items: true } });
const status = async (url: string) => (await fetch(url)).status;

describe("issuing again", () => {
  it("gives a direct link's holder the same pictures as long again, under a signature of its own", async () => {
    const recipient = { name: "Maria", organisation: "Dagens Bild", address: "maria@example.test" };
    const old = only(await share({ recipients: [recipient], note: "by phone" }));
    pass(40);
    const { links, refused } = await reissueLinks(tom, again({ linkIds: [old.linkId] }));
    expect(refused).toEqual([]);
    const made = only(links);
    expect(made).toMatchObject({ recipient, purpose: "Press", images: 3, path: null });
    expect(Math.abs(made.endsAt.getTime() - inHours(48).getTime())).toBeLessThan(5_000);
    expect(await Promise.all(made.urls.map(({ url }) => status(url)))).toEqual([200, 200, 200]);
    expect(await entry(made.linkId)).toMatchObject({ note: "by phone", mode: "direct", issuedById: tom.id });
    const before = await entry(old.linkId);
    expect(before).toMatchObject({ reissuedAsId: made.linkId, revokedAt: null });
    expect((await entry(made.linkId)).contactId).toBe(before.contactId);
    const events = await db().auditEvent.findMany({
      where: { subjectId: old.linkId },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action }) => action)).toEqual(["link.created", "link.issued-again"]);
    expect(JSON.stringify(events.map(({ details }) => details))).not.toContain("sig=");
  });

  it("keeps a page's conditions and its password, and stops the old page", async () => {
    const gate = { password: "a quiet lamp", terms: "Once.", maxOpens: 2, message: "Photo: Ines" };
    const old = only(await share({ gate }));
    const made = only((await reissueLinks(tom, again({ linkIds: [old.linkId] }, { old: "stop" }))).links);
    const token = made.path?.slice(3) ?? "";
    await openGate(from, { token, password: "a quiet lamp", accepted: true });
    expect(await entry(made.linkId)).toMatchObject({ terms: "Once.", message: "Photo: Ines", opens: 1 });
    expect(await entry(old.linkId)).toMatchObject({ revokeReason: "it was issued again" });
    const ask = { position: "1", ticket: undefined, reader: null, from };
    expect(await forward({ token: old.path?.slice(3) ?? "", ...ask })).toBeNull();
  });

  it("lets an old page end within a day, never later than it would have", async () => {
    const long = only(await share({ gate: {}, endsAt: inHours(100) }));
    const short = only(await share({ gate: {}, endsAt: inHours(3) }));
    const target = { linkIds: [long.linkId, short.linkId] };
    const asked = { linkId: short.linkId, at: world.clock.now, message: "One more day?" };
    await db().linkRequest.create({ data: asked });
    await reissueLinks(tom, again(target, { old: "soon", expected: 2 }));
    expect(await db().linkRequest.count({ where: { linkId: short.linkId, answeredAt: null } })).toBe(0);
    const ended = await entry(long.linkId);
    expect(ended.endsAt.getTime()).toBe(Math.floor(inHours(24).getTime() / 1000) * 1000);
    expect(ended.items[0]?.expiresAt).toEqual(ended.endsAt);
    expect((await entry(short.linkId)).endsAt).toEqual(short.endsAt);
  });

  it("says of each that cannot why not, and does the others", async () => {
    const gone = await uploadOne(admin, "gone.png");
    const open = await uploadOne(admin, "open.png");
    const links = {
      fine: only(await share()),
      dead: only(await share({ imageIds: [gone] })),
      part: only(await share({ imageIds: [...images, open, gone] })),
      moot: only(await share({ imageIds: [open] })),
      foreign: only(await share({}, admin)),
    };
    await deleteImages(admin, { imageIds: [gone] });
    await changePrivacy(admin, { imageId: open, private: false });
    const target = { linkIds: Object.values(links).map(({ linkId }) => linkId) };
    const plan = await planReissue(tom, { target, end: { kind: "preset", preset: "day" } });
    expect(plan).toMatchObject({ ready: 2, pictures: 6, runOn: 2, stoppable: 0 });
    const why = (list: typeof plan.refused, { linkId }: { linkId: string }) =>
      list.find((one) => one.linkId === linkId)?.message;
    expect(why(plan.refused, links.dead)).toBe("Its picture is deleted.");
    expect(why(plan.refused, links.moot)).toBe("Its picture is public.");
    expect(why(plan.refused, links.foreign)).toMatch(/Somebody else issued it/);
    expect(why(plan.partly, links.part)).toBe("Without 2 pictures (1 public and 1 deleted).");
    const done = await reissueLinks(tom, again(target, { expected: 2 }));
    expect(done.links.map(({ images: count }) => count)).toEqual([3, 3]);
    expect(done.refused).toHaveLength(3);
  });

  it("does it once: a second try finds the first", async () => {
    const old = only(await share());
    const target = { linkIds: [old.linkId] };
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => reissueLinks(tom, again(target))));
    const made = tries.flatMap((one) => (one.status === "fulfilled" ? one.value.links : []));
    expect(made).toHaveLength(1);
    const plan = await planReissue(tom, { target, end: { kind: "same" } });
    expect(plan.refused).toMatchObject([{ message: expect.stringMatching(/^It was issued again already/) }]);
    await expect(reissueLinks(tom, again(target))).rejects.toMatchObject({ code: "CONFLICT" });
    // Once the newer one is over, it may be done anew.
    pass(49);
    expect((await reissueLinks(tom, again(target))).links).toHaveLength(1);
  });

  it("does all of an issuer, of a recipient, or all that a question finds, and nothing that is over", async () => {
    const ines = await world.actor("editor");
    const made = await share({ recipients: [{ name: "Nora" }, { name: "Ola" }], gate: {} }, ines);
    const over = only(await share({ recipients: [{ name: "Pia" }], gate: {} }, ines));
    await revokeLinks(ines, { target: { linkIds: [over.linkId] }, expected: 1, reason: "" });
    const byInes = { target: { issuedById: ines.id }, act: "reissue" as const };
    expect(await countTargets(admin, byInes)).toEqual({ links: 2, more: false, direct: 0 });
    const { links } = await reissueLinks(admin, again(byInes.target, { old: "stop", expected: 2 }));
    expect(links.map(({ recipient }) => recipient.name).sort()).toEqual(["Nora", "Ola"]);
    const of = async (id = "") => (await entry(id)).issuedById;
    expect(await of(links[0]?.linkId)).toBe(admin.id);
    expect(await db().link.count({ where: { issuedById: ines.id, revokedAt: null } })).toBe(0);
    const matching = { q: "nora status:live mode:gated", zone: "UTC" };
    expect(await countTargets(admin, { target: { matching }, act: "reissue" })).toEqual({
      links: 1,
      more: false,
      direct: 0,
    });
    const asked = await planReissue(admin, { target: { matching }, end: { kind: "same" } });
    expect(asked).toMatchObject({ ready: 1, stoppable: 1 });
    expect(made).toHaveLength(2);
  });

  it("keeps a start that is yet to come, and refuses an end before it", async () => {
    const gate = { startsAt: inHours(10) };
    const old = only(await share({ gate, endsAt: inHours(20) }));
    const target = { linkIds: [old.linkId] };
    const plan = await planReissue(tom, { target, end: { kind: "preset", preset: "board" } });
    expect(plan.refused).toMatchObject([{ message: "It would end before it starts." }]);
    const made = only((await reissueLinks(tom, again(target))).links);
    expect(await entry(made.linkId)).toMatchObject({ startsAt: gate.startsAt, endsAt: old.endsAt });
  });

  it("never lets a role give more than it may, and no viewer anything", async () => {
    const old = only(await share({ endsAt: inHours(30 * 24) }));
    const target = { linkIds: [old.linkId] };
    pass(100);
    const at = { kind: "at" as const, at: inHours(31 * 24) };
    await expect(planReissue(tom, { target, end: at })).rejects.toMatchObject({ code: "INVALID" });
    const made = only((await reissueLinks(tom, again(target))).links);
    expect(made.endsAt.getTime()).toBeLessThanOrEqual(inHours(30 * 24).getTime());
    const viewer = await world.actor("viewer");
    const forbidden = { code: "FORBIDDEN" };
    await expect(planReissue(viewer, { target, end: { kind: "same" } })).rejects.toMatchObject(forbidden);
    await expect(reissueLinks(viewer, again(target))).rejects.toMatchObject(forbidden);
  });
});
