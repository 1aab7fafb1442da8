import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { editImage } from "@/lib/images/mutations";
import { uploadOne } from "@/lib/images/uploads.testing";
import { transferLinks } from "@/lib/links/changes";
import { createLinks } from "@/lib/links/mutations";
import { listLinks } from "@/lib/links/queries";
import { createLinksSchema, linkQuerySchema } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let tom: Actor;
let ines: Actor;
let images: string[];

beforeAll(async () => {
  tom = await world.actor("admin");
  ines = await world.actor("admin");
  await db().user.update({ where: { id: tom.id }, data: { name: "Tom Oldfield" } });
  await db().user.update({ where: { id: ines.id }, data: { name: "Ines Rausch" } });
  await prepareAccount(tom);
  images = [await uploadOne(tom, "Harbour at dawn.png"), await uploadOne(tom, "Été à Nîmes.png")];
});

const inHours = (hours: number) => new Date(world.clock.now.getTime() + hours * 3_600_000);
async function share(more: object = {}) {
  const made = await createLinks(
    tom,
    createLinksSchema.parse({
      imageIds: images,
      variantIds: ["public"],
      recipients: [{ name: "Clara Nyström", organisation: "Morgonbladet", address: "clara@morgon.example" }],
      purpose: "Press preview",
      note: "Agreed by telephone",
      endsAt: inHours(24),
      gate: {},
      ...more,
    }),
  );
  world.clock.now = new Date(world.clock.now.getTime() + 1000);
  return made[0]?.linkId ?? "";
}
const found = async (q: string, more: object = {}) =>
  (await listLinks(tom, linkQuerySchema.parse({ q, ...more }))).links.map(({ id }) => id);

describe("words", () => {
  it.each([
    ["purpose", "preview"],
    ["recipient", "nystrom"],
    ["organisation", "morgonbladet"],
    ["address", "clara@morgon.example"],
    ["note", "telephone"],
    ["issuer", "oldfield"],
    ["a picture", "nimes"],
    ["several of them", '"harbour at dawn" clara'],
  ])("are found in the %s", async (_, q) => {
    const id = await share();
    expect(await found(q)).toContain(id);
    expect(await found(`${q} zeppelin`)).toEqual([]);
    expect(await found(`-${q.split(" ").at(-1)}`)).not.toContain(id);
  });

  it("follow an image to its new name, and a link to its new issuer", async () => {
    const twice = await share({ variantIds: ["public"], imageIds: [images[1], images[0]] });
    const { version } = await db().image.findUniqueOrThrow({ where: { id: images[0] ?? "" } });
    const edit = { imageId: images[0] ?? "", version, name: "Quay by night", altText: "", tags: [] };
    await editImage(tom, edit);
    expect(await found('"quay by night"')).toContain(twice);
    expect(await found("harbour")).toEqual([]);
    expect(await found('nimes "quay by night"')).toContain(twice);
    await transferLinks(tom, { target: { linkIds: [twice] }, userId: ines.id, expected: 1 });
    expect(await found("rausch")).toEqual([twice]);
    expect(await found("oldfield")).not.toContain(twice);
    await editImage(tom, { ...edit, version: version + 1, name: "Harbour at dawn" });
    expect(await found("harbour")).toContain(twice);
  });

  it("follow a contact", async () => {
    const id = await share({ recipients: [{ name: "Pim", address: "pim@old.example" }] });
    await db().contact.updateMany({ where: { name: "Pim" }, data: { searchText: " pim pim new example" } });
    expect(await found("pim@new.example")).toEqual([id]);
    expect(await found("pim@old.example")).toEqual([]);
  });
});

describe("filters", () => {
  it("take names, ids and addresses for people and pictures", async () => {
    const id = await share({ recipients: [{ name: "Bo Lind", organisation: "Elle" }] });
    const other = await share({ recipients: [{ name: "Bo Lindqvist" }] });
    expect(await found('to:"bo lind"')).toEqual([id]);
    expect(await found("to:lind")).toEqual([other, id]);
    expect(await found("to:elle")).toEqual([id]);
    expect(await found(`to:nobody`)).toEqual([]);
    const { contactId } = await db().link.findUniqueOrThrow({ where: { id } });
    expect(await found(`to:${contactId}`)).toEqual([id]);
    expect(await found(`to:lind -to:${contactId}`)).toEqual([other]);
    expect(await found(`to:lind image:"ete a nimes.png" variant:public by:me mode:page is:open`)).toEqual([
      other,
      id,
    ]);
    expect(await found(`to:lind image:${images[0]} -mode:gated`)).toEqual([]);
    expect(await found("to:lind by:rausch")).toEqual([]);
    expect(await found("to:lind -variant:public")).toEqual([]);
  });

  it("take a day for that of the reader's zone", async () => {
    // 20:00 on the second in Los Angeles, the third in London.
    const id = await share({ purpose: "Evening" });
    const endsAt = new Date("2027-01-03T04:00:00Z");
    await db().link.update({ where: { id }, data: { endsAt } });
    const at = (q: string, zone: string) => found(`evening ${q}`, { zone });
    expect(await at("ends:<2027-01-03", "America/Los_Angeles")).toEqual([id]);
    expect(await at("ends:2027-01-02", "America/Los_Angeles")).toEqual([id]);
    expect(await at("ends:<2027-01-03", "UTC")).toEqual([]);
    expect(await at("ends:>2027-01-02", "UTC")).toEqual([id]);
    expect(await at("ends:>2027-01-02", "America/Los_Angeles")).toEqual([]);
    expect(await at("ends:<2027-01-03", "Nowhere/Land")).toEqual([]);
  });

  it("that are not understood find nothing, and never everything", async () => {
    await share();
    expect(await found("status:alive")).toEqual([]);
    expect(await found("press ends:soon")).toEqual([]);
    expect(await found('press "open')).toEqual([]);
  });
});

it("sorts by recipient as names are sorted, page by page", async () => {
  const recipients = [
    "Zoë",
    "anna 10",
    "Änna 2",
    "bo",
    ...Array.from({ length: 60 }, (_, at) => `Carl ${at}`),
  ];
  await share({ purpose: "Sorted", recipients: recipients.map((name) => ({ name })) });
  const first = await listLinks(tom, linkQuerySchema.parse({ q: "sorted", sort: "recipient" }));
  const query = { q: "sorted", sort: "recipient", cursor: first.next };
  const second = await listLinks(tom, linkQuerySchema.parse(query));
  const names = [...first.links, ...second.links].map(({ recipient }) => recipient);
  const carls = recipients.slice(4);
  expect(names).toEqual(["Änna 2", "anna 10", "bo", ...carls, "Zoë"]);
  expect(second.next).toBeNull();
});
