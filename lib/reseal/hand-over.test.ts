import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { linksCsv, mailText } from "@/lib/links/hand-over";
import { createLinks } from "@/lib/links/mutations";
import { createLinksSchema } from "@/lib/links/schema";
import { handOver } from "@/lib/reseal/hand-over";
import { handOverSchema, maxHandover } from "@/lib/reseal/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
let images: string[];

beforeAll(async () => {
  admin = await world.actor("admin");
  await prepareAccount(admin);
  images = [await uploadOne(admin, "dawn.png"), await uploadOne(admin, "dusk.png")];
});
beforeEach(async () => {
  await db().pastItem.deleteMany();
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
});

/** Direct links to both pictures whose addresses took the place of others, by recipient. */
async function replaced(...names: string[]) {
  await createLinks(
    admin,
    createLinksSchema.parse({
      imageIds: images,
      variantIds: ["public"],
      recipients: names.map((name) => ({ name, organisation: "Press", address: `${name}@x.example` })),
      purpose: "=Preview",
      endsAt: new Date(world.clock.now.getTime() + 5 * 3_600_000),
    }),
  );
  const items = await db().linkItem.findMany({ include: { link: true }, orderBy: { position: "asc" } });
  const past = await db().pastItem.createManyAndReturn({
    data: items.map(({ id: itemId, position: _, link: __, ...was }) => ({
      ...was,
      itemId,
      signatureHash: randomBytes(32),
      pastAt: world.clock.now,
    })),
  });
  const of = (name: string) =>
    items
      .filter(({ link }) => link.recipient === name)
      .map((item) => past.find(({ itemId }) => itemId === item.id)?.id ?? "");
  return { of };
}
const marked = async () =>
  (await db().pastItem.findMany({ where: { handedAt: { not: null } } })).map(({ id }) => id).sort();
const events = () =>
  db().auditEvent.findMany({
    where: { action: "link.handed-over" },
    orderBy: { id: "asc" },
    select: { actorId: true, subjectId: true, subjectName: true },
  });

describe("handing over new addresses", () => {
  it("answers those that are asked for, marks them and nothing else, an event each", async () => {
    const { of } = await replaced("Anna", "Bo", "Cem");
    const before = (await events()).length;
    const asked = [...of("Anna"), ...of("Cem").slice(0, 1)];
    const { links, left } = await handOver(admin, { pastIds: asked });
    expect(left).toBe(0);
    expect(links.map(({ recipient, urls, images }) => [recipient, urls.length, images])).toEqual([
      [{ name: "Anna", organisation: "Press", address: "Anna@x.example" }, 2, 2],
      [{ name: "Cem", organisation: "Press", address: "Cem@x.example" }, 1, 1],
    ]);
    for (const { url } of links.flatMap(({ urls }) => urls)) expect((await fetch(url)).status).toBe(200);
    expect(await marked()).toEqual([...asked].sort());
    const told = (await events()).slice(before);
    expect(told.map(({ actorId, subjectName }) => [actorId, subjectName])).toEqual([
      [admin.id, "dawn.png"],
      [admin.id, "dusk.png"],
      [admin.id, "dawn.png"],
    ]);
    expect(new Set(told.map(({ subjectId }) => subjectId))).toEqual(
      new Set(links.map(({ linkId }) => linkId)),
    );
  });

  it("is a mail and a table that no spreadsheet runs", async () => {
    const { of } = await replaced("Anna");
    const { links } = await handOver(admin, { pastIds: of("Anna") });
    const origin = "https://darkroom.example";
    expect(linksCsv(links, origin)).toContain("Anna,Press,Anna@x.example,'=Preview,dawn.png,public,");
    const [link] = links;
    const mail = link && mailText(link, { origin, zone: "UTC", now: world.clock.now, instead: true });
    expect(mail).toContain("Please use these addresses instead of those that you have");
    expect(mail).toContain(link?.urls[1]?.url);
  });

  it("needs an admin, and no more at a time than are listed", async () => {
    const { of } = await replaced("Anna");
    for (const role of ["viewer", "editor"] as const)
      await expect(handOver(await world.actor(role), { pastIds: of("Anna") })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    expect(await marked()).toEqual([]);
    const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID());
    expect(handOverSchema.safeParse({ pastIds: [] }).success).toBe(false);
    expect(handOverSchema.safeParse({ pastIds: ids(maxHandover) }).success).toBe(true);
    expect(handOverSchema.safeParse({ pastIds: ids(maxHandover + 1) }).success).toBe(false);
  });

  it("leaves out, unmarked, what was revoked or is no longer what the ledger knows, and says how much", async () => {
    const { of } = await replaced("Anna", "Bo", "Cem");
    await db().link.updateMany({ where: { recipient: "Bo" }, data: { revokedAt: world.clock.now } });
    await db().linkItem.updateMany({
      where: { link: { recipient: "Cem" }, position: 1 },
      data: { signatureHash: randomBytes(32) },
    });
    const asked = [...of("Anna"), ...of("Bo"), ...of("Cem"), crypto.randomUUID()];
    const { links, left } = await handOver(admin, { pastIds: asked });
    expect(left).toBe(4);
    expect(links.map(({ recipient, urls }) => [recipient.name, urls.length])).toEqual([
      ["Anna", 2],
      ["Cem", 1],
    ]);
    expect(await marked()).toEqual([...of("Anna"), of("Cem")[1] ?? ""].sort());
    await expect(handOver(admin, { pastIds: of("Bo") })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
