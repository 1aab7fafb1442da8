import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { changePrivacy, deleteImages, editImage } from "@/lib/images/mutations";
import { searchPattern, searchTextOf } from "@/lib/images/search";
import { uploadOne } from "@/lib/images/uploads.testing";
import { pauseLink, revokeLinks, transferLinks } from "@/lib/links/changes";
import { createLinks } from "@/lib/links/mutations";
import { listLinks } from "@/lib/links/queries";
import { kinds, linkModes, linkStatuses } from "@/lib/links/query-filters";
import { type Filter, type Part, parseQuery } from "@/lib/links/query-language";
import { createLinksSchema, type LinkRow, linkQuerySchema, stillOpens } from "@/lib/links/schema";
import { filtersOf, writeQuery } from "@/lib/query/language";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "@/lib/variants/mirror";
import { startOfDay } from "@/lib/zone";

const world = openWorld();
const zone = "America/Los_Angeles";
const hour = 3_600_000;
const lives = [1, 4, 30, 200, 500];
const people = [
  { name: "Clara Nyström", organisation: "Morgonbladet", address: "clara@morgon.example" },
  { name: "Clara", organisation: "Elle", address: "clara@elle.example" },
  { name: "李伟", organisation: "", address: "" },
  { name: "Bo Lind", organisation: "Elle", address: "" },
];
const purposes = ["Press preview", "Proof for print", "Board paper"];

type Fact = {
  row: LinkRow;
  text: string[];
  to: string;
  organisation: string;
  address: string;
  images: string[];
  keys: string[];
  asking: boolean;
};
let tom: Actor;
let ines: Actor;
let facts: Fact[];

beforeAll(async () => {
  tom = await world.actor("admin");
  ines = await world.actor("admin");
  await db().user.update({ where: { id: tom.id }, data: { name: "Tom Oldfield" } });
  await db().user.update({ where: { id: ines.id }, data: { name: "Ines Preview" } });
  await prepareAccount(tom);
  await seed();
  facts = await readFacts();
});

/** Links in every condition, made and disturbed by the product itself. */
async function seed() {
  const shape = { fit: "cover", width: 20, height: 20, metadata: "none", alwaysPublic: false } as const;
  for (const id of ["print", "lost"]) await cloudflare().createVariant({ id, ...shape });
  await mirrorVariants();
  const images: string[] = [];
  for (const name of ["harbour 1.png", "harbour 2.png", "Été.png", "gone.png", "opened.png"])
    images.push(await uploadOne(tom, name));
  const made: { linkId: string; gated: boolean }[] = [];
  for (let at = 0; at < 24; at += 1) {
    const gated = at % 2 === 0;
    const links = await createLinks(
      at % 3 ? tom : ines,
      createLinksSchema.parse({
        imageIds: at % 4 === 3 ? [images[at % 5]] : [images[at % 5], images[(at + 2) % 5]],
        variantIds: at % 6 === 5 ? ["lost"] : at % 6 === 1 ? ["print", "public"] : ["public"],
        recipients: [people[at % 4], people[(at + 1) % 4]],
        purpose: purposes[at % 3],
        note: at % 5 ? "" : "By telephone, see board",
        endsAt: new Date(world.clock.now.getTime() + (lives[at % 5] ?? 1) * hour + 600_000),
        gate: gated
          ? { startsAt: at % 10 === 4 ? new Date(world.clock.now.getTime() + 3.5 * hour) : null }
          : null,
      }),
    );
    made.push(...links.map(({ linkId }) => ({ linkId, gated })));
  }
  const pages = made.filter(({ gated }) => gated).map(({ linkId }) => linkId);
  await revokeLinks(tom, { target: { linkIds: pages.slice(0, 3) }, reason: "board", expected: 3 });
  for (const linkId of pages.slice(3, 6)) await pauseLink(tom, { linkId, paused: true });
  await transferLinks(tom, { target: { linkIds: pages.slice(6, 9) }, userId: ines.id, expected: 3 });
  await db().link.updateMany({
    where: { id: { in: pages.slice(9, 11) } },
    data: { usedUpAt: world.clock.now },
  });
  await db().linkRequest.createMany({
    data: pages.slice(2, 8).map((linkId, at) => ({
      ...{ linkId, at: world.clock.now, message: "" },
      answeredAt: at % 3 ? null : world.clock.now,
    })),
  });
  const { version } = await db().image.findUniqueOrThrow({ where: { id: images[1] ?? "" } });
  await editImage(tom, { imageId: images[1] ?? "", version, name: "Quay 2", altText: "", tags: ["harbour"] });
  world.clock.now = new Date(world.clock.now.getTime() + 2 * hour);
  await deleteImages(tom, { imageIds: [images[3] ?? ""] });
  await changePrivacy(tom, { imageId: images[4] ?? "", private: false });
  await cloudflare().deleteVariant("lost");
  await mirrorVariants();
}

async function listAll(q: string): Promise<LinkRow[]> {
  const rows: LinkRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listLinks(tom, linkQuerySchema.parse({ q, zone, cursor }));
    rows.push(...page.links);
    cursor = page.next ?? undefined;
  } while (cursor);
  return rows;
}

async function readFacts(): Promise<Fact[]> {
  const stored = await db().link.findMany({
    include: {
      contact: true,
      requests: true,
      items: { include: { image: true, key: true } },
    },
  });
  return (await listAll("")).map((row) => {
    const link = stored.find(({ id }) => id === row.id);
    if (!link?.contact) throw new Error("no link");
    const { name, organisation, address } = link.contact;
    const names = link.items.map((item) => item.image?.name ?? item.imageName);
    return {
      ...{ row, to: name, organisation, address },
      text: [
        searchTextOf(row.purpose, row.recipient, row.note),
        searchTextOf(name, organisation, address),
        searchTextOf(row.issuedBy),
        ...names.map((one) => searchTextOf(one)),
      ],
      images: link.items.flatMap(({ image }) => (image ? [image.name] : [])),
      keys: link.items.flatMap(({ key }) => (key ? [key.name] : [])),
      asking: link.revokedAt === null && link.requests.some(({ answeredAt }) => answeredAt === null),
    };
  });
}

const part = (text: string, asked: string) => searchTextOf(text).includes(searchPattern(asked));
/** A name that is somebody's whole name means those alone. */
const called = (name: string, asked: string, all: string[], also = "") =>
  all.some((one) => searchTextOf(one) === searchTextOf(asked))
    ? searchTextOf(name) === searchTextOf(asked)
    : part(`${name} ${also}`, asked);

/** Whether a link is what one filter asks for, in plain words. */
function fits({ key, value }: Filter, fact: Fact): boolean {
  const { row } = fact;
  const now = world.clock.now.getTime();
  switch (key) {
    case "status":
      return row.status === value;
    case "mode":
      return row.mode === value;
    case "is":
      return value === "open" ? stillOpens(row) : fact.asking;
    case "by":
      return value === "me"
        ? row.issuedById === tom.id
        : called(row.issuedBy, value, ["Tom Oldfield", "Ines Preview"]);
    case "to":
      return called(
        fact.to,
        value,
        people.map(({ name }) => name),
        `${fact.organisation} ${fact.address}`,
      );
    case "image":
      return fact.images.some((name) =>
        called(
          name,
          value,
          facts.flatMap(({ images }) => images),
        ),
      );
    case "variant":
      return row.variantIds.includes(value);
    case "key":
      return fact.keys.includes(value);
    case "ends": {
      const [sign, ends] = [value.charAt(0), row.endsAt.getTime()];
      const day = /\d{4}-\d{2}-\d{2}$/.exec(value)?.[0];
      if (day) {
        const [from, to] = [startOfDay(day, zone).getTime(), startOfDay(day, zone, 1).getTime()];
        return sign === "<" ? ends < from : sign === ">" ? ends >= to : ends >= from && ends < to;
      }
      const then = now + Number(/\d+/.exec(value)?.[0]) * (value.endsWith("h") ? hour : 24 * hour);
      return sign === "<" ? ends > now && ends <= then : ends > then;
    }
  }
}

const each = ["is", "image", "variant", "ends"];
function expected(parts: Part[]): string[] {
  const filters = filtersOf(parts);
  const groups = new Map<string, Filter[]>();
  for (const filter of filters.filter(({ not }) => !not)) {
    const group = each.includes(filter.key) ? `${filter.key}:${filter.value}` : filter.key;
    groups.set(group, [...(groups.get(group) ?? []), filter]);
  }
  return facts
    .filter((fact) =>
      parts.every((one) => {
        if (one.kind !== "word") return true;
        const pattern = searchPattern(one.text);
        return one.not !== fact.text.some((line) => line.includes(pattern));
      }),
    )
    .filter((fact) => [...groups.values()].every((group) => group.some((filter) => fits(filter, fact))))
    .filter((fact) => filters.every((filter) => !filter.not || !fits(filter, fact)))
    .map(({ row }) => row.id);
}

const values: Record<Filter["key"], readonly string[]> = {
  is: kinds.is.values,
  status: linkStatuses,
  mode: linkModes,
  by: ["me", "Tom Oldfield", "preview", "nobody"],
  to: ["clara", "Clara Nyström", "elle", "李", "lind", "zz"],
  image: ["harbour", "Quay 2", "ete", "png", "gone"],
  variant: ["public", "print", "lost", "none"],
  key: ["default", "other"],
  ends: ["<24h", ">2d", "<5h", ">300h"],
};
const words = [
  "press",
  "preview",
  "harbour",
  "quay",
  "board",
  "elle",
  "li",
  "伟",
  "oldfield",
  "bo lind",
  "zeppelin",
  "2",
  "gone",
];

const day = fc.tuple(fc.constantFrom("<", ">", ""), fc.integer({ min: -1, max: 21 })).map(([sign, days]) => {
  const at = new Date(world.clock.now.getTime() + days * 24 * hour).toISOString().slice(0, 10);
  return { kind: "filter" as const, key: "ends" as const, value: `${sign}${at}`, not: false };
});
const filter = fc
  .tuple(
    fc.constantFrom(...(Object.keys(values) as Filter["key"][])),
    fc.nat(),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([key, at, turned]) => ({
    ...{ kind: "filter" as const, key, value: values[key][at % values[key].length] ?? "" },
    not: turned === 0 && kinds[key].negatable,
  }));
const word = fc
  .tuple(fc.constantFrom(...words), fc.integer({ min: 0, max: 4 }))
  .map(([text, turned]) => ({ kind: "word" as const, text, not: turned === 0 }));
const question = fc.array(fc.oneof({ weight: 4, arbitrary: filter }, { weight: 2, arbitrary: word }, day), {
  minLength: 1,
  maxLength: 4,
});

it("finds of generated links what a plain reading of the question says", { timeout: 240_000 }, async () => {
  const met = new Set(facts.map(({ row }) => row.status));
  expect(facts).toHaveLength(48);
  expect(met.size).toBeGreaterThanOrEqual(8);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(question, async (parts) => {
      const q = writeQuery(parts);
      expect(parseQuery(q)).toEqual(parts);
      const ids = (await listAll(q)).map(({ id }) => id);
      expect(ids.sort(), q).toEqual(expected(parts).sort());
      found += ids.length > 0 ? 1 : 0;
    }),
    { numRuns: 250 },
  );
  // Not of nothing alone.
  expect(found).toBeGreaterThan(50);
});
