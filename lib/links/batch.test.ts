import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { listRecipients, suggestContacts } from "@/lib/contacts/queries";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { forgetKey } from "@/lib/keys/memory";
import { mirrorKeys } from "@/lib/keys/mirror";
import { revokeLinks, transferLinks } from "@/lib/links/changes";
import { copyLink } from "@/lib/links/copy";
import { extendLinks } from "@/lib/links/extend";
import { createLinks } from "@/lib/links/mutations";
import { countTargets, listLinkExtras } from "@/lib/links/queries";
import { createLinksSchema, mostRecipients } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "@/lib/variants/mirror";

const world = openWorld();
let admin: Actor;
let editor: Actor;
let images: string[];

beforeAll(async () => {
  admin = await world.actor("admin");
  editor = await world.actor("editor");
  await prepareAccount(admin);
  const shape = { fit: "cover", width: 20, height: 20, metadata: "none", alwaysPublic: false } as const;
  await cloudflare().createVariant({ id: "small", ...shape });
  await mirrorVariants();
  images = [];
  for (let at = 0; at < 6; at += 1) images.push(await uploadOne(admin, `set ${at}.png`));
});

const inHours = (hours: number) => new Date(world.clock.now.getTime() + hours * 3_600_000);
const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Reader ${at}`, address: `r${at}@example.test` }));
const share = (more: object = {}, actor = editor) =>
  createLinks(
    actor,
    createLinksSchema.parse({
      imageIds: images,
      variantIds: ["public"],
      recipients: people(1),
      purpose: "Press",
      endsAt: inHours(48),
      ...more,
    }),
  );
const expOf = (url: string) => Number(new URL(url).searchParams.get("exp"));

describe("a batch of direct links", () => {
  it("gives each recipient a second of their own over every picture", async () => {
    const made = await share({ recipients: people(5), variantIds: ["public", "small"] });
    expect(made).toHaveLength(5);
    for (const { urls, endsAt } of made) {
      expect(urls).toHaveLength(12);
      expect(new Set(urls.map(({ url }) => expOf(url)))).toEqual(new Set([endsAt.getTime() / 1000]));
    }
    expect(new Set(made.map(({ endsAt }) => endsAt.getTime())).size).toBe(5);
    for (const { url } of made[4]?.urls ?? []) expect((await fetch(url)).status).toBe(200);
    const rows = await db().link.findMany({ where: { id: { in: made.map(({ linkId }) => linkId) } } });
    expect(new Set(rows.map(({ contactId }) => contactId)).size).toBe(5);
    const told = { action: "link.created", subjectId: { in: rows.map(({ id }) => id) } };
    expect(await db().auditEvent.count({ where: told })).toBe(5);
  });

  it("is counted before a revocation as what cannot be stopped, and told in the ledger's file with all it holds", async () => {
    const direct = await share({ variantIds: ["public", "small"] });
    const pages = await share({ gate: {} });
    const linkIds = [...direct, ...pages].map(({ linkId }) => linkId);
    expect(await countTargets(editor, { target: { linkIds }, act: "revoke" })).toEqual({
      links: 2,
      more: false,
      direct: 1,
    });
    const extras = await listLinkExtras(editor, { linkIds });
    expect(extras.get(direct[0]?.linkId ?? "")).toEqual({
      organisation: "",
      address: "r0@example.test",
      pictures: ["set 0.png", "set 1.png", "set 2.png", "set 3.png", "set 4.png", "set 5.png"],
    });
  });

  it("gives a dozen addresses each to a hundred recipients at once", async () => {
    const made = await share({ recipients: people(100), variantIds: ["public", "small"] });
    expect(made.flatMap(({ urls }) => urls)).toHaveLength(1200);
    expect(new Set(made.flatMap(({ urls }) => urls.map(({ url }) => url))).size).toBe(1200);
  });

  it("reaches as many recipients in one go as its pictures and variants leave, and not one more", () => {
    for (const [pictures, variants, most] of [
      [1, 5, 100],
      [100, 1, 100],
      [200, 1, 50],
      [200, 3, 16],
    ] as const) {
      expect(mostRecipients(pictures, variants)).toBe(most);
      const input = {
        imageIds: Array.from({ length: pictures }, () => randomUUID()),
        variantIds: Array.from({ length: variants }, (_, at) => `v${at}`),
        purpose: "p",
        endsAt: inHours(4),
      };
      const fits = (count: number) =>
        createLinksSchema.safeParse({ ...input, recipients: people(count) }).success;
      expect([fits(most), fits(most + 1)]).toEqual([true, false]);
    }
  });

  it("writes as much as one go may hold within its transaction", { timeout: 60_000 }, async () => {
    const [like] = await db().image.findMany({ where: { id: images[0] } });
    if (!like) throw new Error("none");
    const more = Array.from({ length: 200 }, (_, at) => ({
      ...like,
      ...{ id: randomUUID(), cloudflareId: randomUUID(), uploadKey: `more ${at}`, name: `more ${at}.png` },
    }));
    await db().image.createMany({ data: more as never });
    const made = await share({ imageIds: more.map(({ id }) => id), recipients: people(50) });
    expect(made).toHaveLength(50);
    const linkId = { in: made.map(({ linkId }) => linkId) };
    expect(await db().linkItem.count({ where: { linkId } })).toBe(10_000);
  });

  it("does not wait for ever for another batch over the same pictures and people", async () => {
    const turned = [...images].reverse();
    const batches = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        share({
          imageIds: at % 2 ? images : turned,
          recipients: at % 2 ? people(6) : people(6).reverse(),
          endsAt: inHours(20),
        }),
      ),
    );
    const ends = batches.flat().map(({ endsAt }) => endsAt.getTime());
    expect(new Set(ends).size).toBe(48);
  });

  it("knows its recipients again, in any case, and suggests them", async () => {
    const nora = { name: "Nora Öberg", organisation: "Morning Post", address: "nora@post.example" };
    const [first] = await share({ recipients: [nora, { ...nora, name: "NORA ÖBERG" }] });
    const [second] = await share({ recipients: [{ ...nora, address: "Nora@Post.example" }] });
    const of = (id = "") => db().link.findUniqueOrThrow({ where: { id }, select: { contactId: true } });
    expect(await of(first?.linkId)).toEqual(await of(second?.linkId));
    expect(await suggestContacts(editor, { q: "oberg" })).toMatchObject([{ organisation: "Morning Post" }]);
    expect(await listRecipients(editor, { q: "morning" })).toMatchObject({ recipients: [{ live: 2 }] });
  });

  it("is all or nothing, and says which picture it was", async () => {
    const open = await uploadOne(admin, "open.png", false);
    const before = await db().link.count();
    await expect(share({ imageIds: [...images, open] })).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringMatching(/^open\.png is public/),
    });
    await expect(share({ imageIds: [...images, randomUUID()] })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(share({ gate: { startsAt: inHours(50) } })).rejects.toMatchObject({ code: "INVALID" });
    expect(await db().link.count()).toBe(before);
  });
});

describe("a direct link afterwards", () => {
  it("is copied again, byte for byte, by its issuer or an admin, and that is told", async () => {
    const [made] = await share();
    const linkId = made?.linkId ?? "";
    const again = await copyLink(editor, { linkId });
    expect(again.urls).toEqual(made?.urls);
    expect((await copyLink(admin, { linkId })).urls).toEqual(made?.urls);
    await expect(copyLink(await world.actor("editor"), { linkId })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(copyLink(await world.actor("viewer"), { linkId })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const told = await db().auditEvent.findMany({
      where: { action: "link.copied", subjectId: linkId },
      orderBy: { id: "asc" },
    });
    expect(told.map(({ actorId }) => actorId)).toEqual([editor.id, admin.id]);
  });

  it("cannot be revoked or extended, and its outcome says why", async () => {
    const [made] = await share();
    const [gated] = await share({ gate: {} });
    const target = { linkIds: [made?.linkId ?? "", gated?.linkId ?? ""] };
    const revoked = await revokeLinks(editor, { target, reason: "", expected: 2 });
    const direct = (outcomes: typeof revoked) => outcomes.find(({ linkId }) => linkId === made?.linkId);
    expect(direct(revoked)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/cannot be recalled/),
    });
    expect(revoked.filter(({ ok }) => ok)).toHaveLength(1);
    const extended = await extendLinks(editor, { target, endsAt: inHours(60), expected: 2 });
    expect(direct(extended)).toMatchObject({ ok: false, message: expect.stringMatching(/signature/) });
    expect((await fetch(made?.urls[0]?.url ?? "")).status).toBe(200);
  });

  it("changes hands, by its issuer or an admin, to somebody who may make links", async () => {
    const tom = await world.actor("editor");
    const [made] = await share({}, tom);
    const target = { issuedById: tom.id };
    const viewer = await world.actor("viewer");
    await expect(transferLinks(admin, { target, userId: viewer.id, expected: 1 })).rejects.toMatchObject({
      code: "INVALID",
    });
    expect(await transferLinks(editor, { target, userId: editor.id, expected: 1 })).toMatchObject([
      { ok: false },
    ]);
    expect(await transferLinks(admin, { target, userId: editor.id, expected: 1 })).toMatchObject([
      { ok: true },
    ]);
    expect((await copyLink(editor, { linkId: made?.linkId ?? "" })).urls).toEqual(made?.urls);
  });

  it("is not copied once its key is gone", async () => {
    const [made] = await share();
    const keys = `${world.standIn.url}/client/v4/accounts/${world.standIn.accountId}/images/v1/keys`;
    const headers = { authorization: `Bearer ${world.standIn.token}` };
    await fetch(`${keys}/second`, { method: "PUT", headers });
    await fetch(`${keys}/default`, { method: "DELETE", headers });
    await mirrorKeys();
    forgetKey();
    await expect(copyLink(editor, { linkId: made?.linkId ?? "" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });
});
