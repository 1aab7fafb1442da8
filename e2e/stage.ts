// A product with something of everything in it: what the pictures of the screens and the checks of them look at.
import type { Prisma } from "../lib/generated/prisma/client.ts";
import { searchTextOf, sortNameOf } from "../lib/images/search.ts";
import type { Person, Product } from "./product.ts";
import { samplePhotos, seedImages } from "./seed.ts";
import { setActs } from "./stage-acts.ts";
import { fillGates, type Gates } from "./stage-gates.ts";
import { fillImport } from "./stage-import.ts";
import { fillKeys } from "./stage-keys.ts";
import { day, fillLedger, from, hour, invite, minute, remember } from "./stage-past.ts";

export type Stage = {
  owner: Person;
  admin: Person;
  editor: Person;
  viewer: Person;
  /** Our ids by what became of them. */
  images: {
    sealed: string;
    longest: string;
    open: string;
    pending: string;
    failed: string;
    unknown: string;
    trashed: string;
    custom: string;
  };
  /** Of an invitation that still works: the part of its link that must stay secret. */
  invitation: string;
  /** Tokens of gated links by their state. */
  gates: Gates["tokens"];
  /** Entries of the ledger. */
  links: Gates["links"];
  collection: string;
  job: string;
  /** An entry of the ledger that still opens something. */
  link: string;
};

const sealedName = "French alpine landscape";
const longName =
  "2026-11 Herbst-Winter Kampagne Aussenaufnahmen Schneeberghütte Panorama final_FINAL_v12 (freigegeben, bitte nicht weiterleiten)";
const longPerson = "Maximilian-Alexander von Habsburg-Lothringen zu Rosenkranz";

const emailOf = (name: string) =>
  `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}.${crypto.randomUUID().slice(0, 4)}@dagensbild.example`;

const shots: { name: string; tags: string[]; altText: string }[] = [
  {
    name: "Acanthus, engraving",
    tags: ["botany", "print"],
    altText: "An engraved acanthus leaf on cream paper",
  },
  {
    name: "Wing over the coast",
    tags: ["embargo", "launch"],
    altText: "An aeroplane seen from above over water",
  },
  { name: "Allium in June", tags: ["botany"], altText: "" },
  {
    name: longName,
    tags: ["embargo", "a-tag-that-somebody-made-far-too-long"],
    altText: "A steep canyon wall",
  },
  { name: "Dust bowl home", tags: ["archive"], altText: "A wooden house half buried in dust" },
  {
    name: sealedName,
    tags: ["press", "embargo"],
    altText: "Mountains above a wooded valley",
  },
  { name: "House cat", tags: [], altText: "" },
  { name: "March pastoral", tags: ["press"], altText: "Sheep on a wet meadow" },
  { name: "長崎の舟 Nagasaki boats", tags: ["archive", "press"], altText: "Boats in a harbour" },
];

/** People, pictures, uploads in every state, a ledger with every status, invitations and a history. */
export async function setStage(product: Product): Promise<Stage> {
  const { db } = product;
  const owner = await product.person("owner", "Ines Aldovar");
  const admin = await product.person("admin", "Tobias Ek");
  const editor = await product.person("editor", longPerson);
  const viewer = await product.person("viewer", "Li Wei");
  const gone = await product.person("editor", "Rosa Marini");
  await db.user.update({ where: { id: gone.id }, data: { disabledAt: from(-9 * day) } });
  await db.user.update({ where: { id: owner.id }, data: { lastSignInAt: from(-20 * minute) } });
  await db.user.update({ where: { id: admin.id }, data: { lastSignInAt: from(-3 * day) } });

  for (const person of [owner, admin, editor, viewer, gone]) {
    person.email = emailOf(person.name);
    await db.user.update({ where: { id: person.id }, data: { email: person.email } });
  }
  const sealed = crypto.randomUUID();
  await remember(product, [owner, admin, editor], { id: sealed, name: sealedName });
  const photos = samplePhotos();
  const ids = await seedImages(
    product,
    editor,
    shots.map((shot, at) => ({
      ...shot,
      id: shot.name === sealedName ? sealed : undefined,
      bytes: photos[at % photos.length]?.bytes ?? Buffer.alloc(0),
      private: shot.name !== "March pastoral",
      createdAt: from(-(shots.length - at) * 7 * hour),
    })),
  );
  const id = (name: string) => ids[shots.findIndex((shot) => shot.name === name)] ?? "";
  const images = {
    sealed,
    longest: id(longName),
    open: id("March pastoral"),
    unknown: id("Dust bowl home"),
    trashed: id("House cat"),
    custom: await fillImport(product, admin),
    ...(await unfinished(product, editor)),
  };
  await db.image.update({
    where: { id: images.trashed },
    data: { trashedAt: from(-3 * day), purgeAt: from(27 * day), trashedById: admin.id },
  });
  await db.image.update({ where: { id: images.unknown }, data: { privacyPendingAt: from(-4 * minute) } });
  await fillLedger(product, [owner, editor], [images.sealed, images.longest, images.open, ids[0] ?? ""]);
  const invitation = await invite(product, owner);
  const sealedOnes = shots.flatMap(({ name }, at) => (name === "March pastoral" ? [] : [ids[at] ?? ""]));
  const { tokens: gates, links } = await fillGates(product, editor, sealedOnes.slice(0, 6));
  await fillKeys(product, admin, sealedOnes.slice(2, 4));
  const { collection, job } = await setActs(product, editor, ids);
  const { id: link } = await product.db.link.findFirstOrThrow({ where: { purpose: "Printer proof" } });
  return { owner, admin, editor, viewer, images, invitation, gates, links, link, collection, job };
}

async function unfinished({ db }: Product, uploader: Person) {
  const row = (name: string): Prisma.ImageUncheckedCreateInput => ({
    uploadKey: crypto.randomUUID(),
    cloudflareId: crypto.randomUUID(),
    state: "pending",
    requireSignedUrls: true,
    name,
    fileName: `${name}.jpg`,
    searchText: searchTextOf(name),
    sortName: sortNameOf(name),
    uploadedById: uploader.id,
    uploadExpiresAt: from(18 * minute),
    createdAt: from(-12 * minute),
    // Not due while the pictures are taken: the schedule would settle it.
    dueAt: from(day),
  });
  const pending = await db.image.create({ data: row("Still on its way") });
  const failed = await db.image.create({
    data: {
      ...row("Never arrived"),
      cloudflareId: null,
      state: "failed",
      failure: "Nothing arrived before its upload address ran out.",
      dueAt: null,
    },
  });
  return { pending: pending.id, failed: failed.id };
}

/** Asks the account itself to make a variant, as somebody could in Cloudflare's own dashboard. */
export async function makeVariant({ cloudflare }: Product, id: string, alwaysPublic: boolean) {
  const answer = await fetch(
    `${cloudflare.url}/client/v4/accounts/${cloudflare.account}/images/v1/variants`,
    {
      method: "POST",
      headers: { authorization: `Bearer ${cloudflare.token}`, "content-type": "application/json" },
      body: JSON.stringify({
        id,
        options: { fit: "scale-down", width: 640, height: 640, metadata: "none" },
        neverRequireSignedURLs: alwaysPublic,
      }),
    },
  );
  if (!answer.ok) throw new Error(`Cloudflare refused the variant ${id}: ${await answer.text()}`);
}
