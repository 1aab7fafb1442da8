import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { revokeLinks, transferLinks } from "@/lib/links/changes";
import { extendLinks } from "@/lib/links/extend";
import { createLinks } from "@/lib/links/mutations";
import { countTargets } from "@/lib/links/queries";
import { createLinksSchema } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const day = 24;
let admin: Actor;
let editor: Actor;
let image: string;

beforeAll(async () => {
  admin = await world.actor("admin");
  editor = await world.actor("editor");
  await prepareAccount(admin);
  image = await uploadOne(admin, "set.png");
});
beforeEach(async () => {
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
});

const inHours = (hours: number) => new Date(world.clock.now.getTime() + hours * 3_600_000);
const clara = { name: "Clara Nyström", organisation: "Dagens Bild" };
const pages = async (count: number, hours = 2 * day) => {
  const input = {
    imageIds: [image],
    variantIds: ["public"],
    recipients: [clara],
    purpose: "Press",
    gate: {},
  };
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const [made] = await createLinks(editor, createLinksSchema.parse({ ...input, endsAt: inHours(hours) }));
    ids.push(made?.linkId ?? "");
  }
  return ids;
};
const link = (id = "") => db().link.findUniqueOrThrow({ where: { id } });
/** One that ended yesterday, and two that run. */
async function mixed() {
  const [ended = ""] = await pages(1, day);
  world.clock.now = inHours(2 * day);
  const running = await pages(2);
  const { contactId } = await link(ended);
  return { ended, running, contactId: contactId ?? "" };
}
const all = { q: "", zone: "UTC" };

describe("a change of all that somebody holds", () => {
  it("opens nothing again that ended, and asks as many as it said", async () => {
    const { ended, running, contactId } = await mixed();
    for (const target of [{ contactId }, { issuedById: editor.id }, { matching: { ...all, q: "clara" } }]) {
      const { links } = await countTargets(editor, { target, act: "extend" });
      expect(links).toBe(2);
      const done = await extendLinks(editor, { target, endsAt: inHours(3 * day), expected: 2 });
      expect(done.map(({ linkId, ok }) => [linkId, ok]).sort()).toEqual(
        running.map((id) => [id, true]).sort(),
      );
      expect((await link(ended)).endsAt.getTime()).toBeLessThan(world.clock.now.getTime());
    }
    // Ticked one by one it is meant, and is let open again.
    const target = { linkIds: [ended] };
    expect(await countTargets(editor, { target, act: "extend" })).toMatchObject({ links: 1 });
    expect(await extendLinks(editor, { target, endsAt: inHours(day), expected: 1 })).toMatchObject([
      { ok: true },
    ]);
    expect((await link(ended)).endsAt).toEqual(new Date(Math.floor(inHours(day).getTime() / 1000) * 1000));
  });

  it("hands over what runs, and by a question also what ended", async () => {
    const { ended, contactId } = await mixed();
    const give = { userId: admin.id };
    expect(await transferLinks(editor, { ...give, target: { contactId }, expected: 2 })).toHaveLength(2);
    expect((await link(ended)).issuedById).toBe(editor.id);
    const target = { matching: all };
    const { links } = await countTargets(admin, { target, act: "transfer" });
    expect(await transferLinks(admin, { ...give, target, expected: links })).toHaveLength(3);
  });

  it("changes nothing when not as many are meant as were shown", async () => {
    const { running, contactId } = await mixed();
    const before = await db().link.findMany({ orderBy: { id: "asc" } });
    const target = { contactId };
    const refused = {
      code: "CONFLICT",
      message: expect.stringMatching(/^2 links are meant now, not 3\. Nothing/),
    };
    const expected = 3;
    await expect(revokeLinks(editor, { target, reason: "", expected })).rejects.toMatchObject(refused);
    await expect(extendLinks(editor, { target, endsAt: inHours(9), expected })).rejects.toMatchObject(
      refused,
    );
    await expect(transferLinks(editor, { target, userId: admin.id, expected })).rejects.toMatchObject(
      refused,
    );
    expect(await db().link.findMany({ orderBy: { id: "asc" } })).toEqual(before);
    const counted = await countTargets(editor, { target: { matching: all }, act: "revoke" });
    expect(counted.links).toBe(2);
    const done = await revokeLinks(editor, { target: { matching: all }, reason: "", expected: 2 });
    expect(done.map(({ linkId, ok }) => [linkId, ok]).sort()).toEqual(running.map((id) => [id, true]).sort());
  });

  it("extends what ends first when there are more than go at once", async () => {
    const [late = ""] = await pages(1, 5 * day);
    const [template] = await db().link.findMany({ where: { id: late } });
    if (!template) throw new Error("none");
    const { id: _, ...rest } = { ...template, tokenHash: null };
    await db().link.createMany({
      data: Array.from({ length: 1000 }, () => ({ ...rest, endsAt: inHours(day) })),
    });
    const target = { contactId: template.contactId ?? "" };
    expect(await countTargets(admin, { target, act: "extend" })).toMatchObject({ links: 1000, more: true });
    const done = await extendLinks(admin, { target, endsAt: inHours(9 * day), expected: 1000 });
    expect(done.every(({ ok }) => ok)).toBe(true);
    expect((await link(late)).endsAt.getTime()).toBeLessThan(inHours(6 * day).getTime());
    const rest2 = await extendLinks(admin, { target, endsAt: inHours(10 * day), expected: 1000 });
    expect(rest2.map(({ linkId }) => linkId)).toContain(late);
  });
});
