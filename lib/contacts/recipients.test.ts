import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { listRecipients } from "@/lib/contacts/queries";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { liveWhere } from "@/lib/links/filter";
import { createLinks } from "@/lib/links/mutations";
import { readVariants } from "@/lib/links/rows";
import { createLinksSchema } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "@/lib/variants/mirror";

const world = openWorld();
let admin: Actor;
let viewer: Actor;

beforeAll(async () => {
  admin = await world.actor("admin");
  viewer = await world.actor("viewer");
  await prepareAccount(admin);
  const shape = { fit: "cover", width: 20, height: 20, metadata: "none", alwaysPublic: false } as const;
  for (const id of ["opened", "lost"]) await cloudflare().createVariant({ id, ...shape });
  await mirrorVariants();
});
beforeEach(async () => {
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  await db().contact.deleteMany();
});

const inHours = (hours: number) => new Date(world.clock.now.getTime() + hours * 3_600_000);
const share = (more: object) =>
  createLinks(
    admin,
    createLinksSchema.parse({ variantIds: ["public"], purpose: "Press", endsAt: inHours(48), ...more }),
  );
const names = (q = "", cursor?: string) =>
  listRecipients(viewer, { q, cursor }).then(({ recipients }) => recipients.map(({ name }) => name));

describe("who can still open something", () => {
  it("counts what the ledger calls live, and nobody whose links open nothing", async () => {
    const give = async (name: string, more: object, change: object = {}) => {
      const made = await share({ recipients: [{ name }], ...more });
      const linkIds = made.map(({ linkId }) => linkId);
      await db().link.updateMany({ where: { id: { in: linkIds } }, data: change });
    };
    const image = () => uploadOne(admin, "one.png");
    const [kept, gone, open, trashed] = [await image(), await image(), await image(), await image()];
    await give("Live", { imageIds: [kept] });
    await give("Live", { imageIds: [kept, gone], gate: {} });
    await give("Paused", { imageIds: [kept], gate: {} }, { pausedAt: world.clock.now });
    await give("Waiting", { imageIds: [kept], gate: { startsAt: inHours(4) } });
    await give("Reading", { imageIds: [kept], gate: { maxOpens: 1 } }, { usedUpAt: inHours(-1) });
    await give("Used up", { imageIds: [kept], gate: { maxOpens: 1 } }, { usedUpAt: inHours(-3) });
    await give("Gone", { imageIds: [gone] });
    await give("Public", { imageIds: [open] });
    await give("Trashed page", { imageIds: [trashed], gate: {} });
    await give("Trashed direct", { imageIds: [trashed] });
    await give("Public variant", { imageIds: [kept], variantIds: ["opened"] });
    await give("Lost variant", { imageIds: [kept], variantIds: ["lost"] });
    await give("Revoked", { imageIds: [kept], gate: {} }, { revokedAt: world.clock.now });
    await give("Ended", { imageIds: [kept], gate: {} }, { endsAt: inHours(-1) });
    await db().image.update({ where: { id: gone }, data: { goneAt: world.clock.now } });
    await db().image.update({ where: { id: open }, data: { requireSignedUrls: false } });
    await db().image.update({
      where: { id: trashed },
      data: { trashedAt: world.clock.now, purgeAt: inHours(99) },
    });
    await db().variant.update({ where: { id: "opened" }, data: { alwaysPublic: true } });
    await db().variant.delete({ where: { id: "lost" } });

    const { recipients, next } = await listRecipients(viewer, { q: "", cursor: undefined });
    expect(next).toBeNull();
    expect(recipients.map(({ name, live }) => [name, live])).toEqual([
      ["Live", 2],
      ["Paused", 1],
      ["Reading", 1],
      ["Trashed direct", 1],
      ["Waiting", 1],
    ]);
    const reading = recipients.find(({ name }) => name === "Reading");
    expect(reading?.lastEnd).toEqual(inHours(1));
    const live = liveWhere(await readVariants(), world.clock.now);
    for (const contact of await db().contact.findMany()) {
      const count = await db().link.count({ where: { AND: [live, { contactId: contact.id }] } });
      expect(recipients.find(({ id }) => id === contact.id)?.live ?? 0, contact.name).toBe(count);
    }
  });

  it("is listed whole, page by page and in one order, and found by name, organisation and address", async () => {
    const imageIds = [await uploadOne(admin, "set.png")];
    const recipients = Array.from({ length: 130 }, (_, at) => ({
      name: `${at % 2 ? "Reader" : "reader"} ${String(at).padStart(3, "0")}`,
      organisation: at === 77 ? "Dagens Bild" : "",
      address: at === 78 ? "foto@example.test" : "",
    }));
    for (const from of [0, 65])
      await share({ imageIds, recipients: recipients.slice(from, from + 65), gate: {} });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRecipients(viewer, { q: "", cursor });
      expect(page.recipients.length).toBeLessThanOrEqual(50);
      seen.push(...page.recipients.map(({ name }) => name));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(recipients.map(({ name }) => name));
    expect(await names("dagens")).toEqual(["Reader 077"]);
    expect(await names("foto@example")).toEqual(["reader 078"]);
    expect(await names("nobody like this")).toEqual([]);
    // A place that is not in the list any more is its beginning.
    expect(await names("", crypto.randomUUID())).toHaveLength(50);
  });
});
