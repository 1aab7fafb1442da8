import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { readAccount } from "@/lib/exposure/account";
import { exposureOf } from "@/lib/exposure/rules";
import type { Prisma } from "@/lib/generated/prisma/client";
import { listImages } from "@/lib/images/queries";
import { type Filter, type Part, parseQuery } from "@/lib/images/query-language";
import { type ImageQuery, imageQuerySchema } from "@/lib/images/schema";
import { foldedName, imageSearchText, searchPattern, searchTextOf, sortNameOf } from "@/lib/images/search";
import { currentKey } from "@/lib/keys/signing";
import { filtersOf } from "@/lib/query/language";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let viewer: Actor;
let editor: Actor;
let keyId: string;
const size = { fit: "cover", width: 9, height: 9, metadata: "none" };
beforeAll(async () => {
  viewer = await world.actor("viewer");
  editor = await world.actor("editor");
  const checkedAt = world.clock.now;
  await db().variant.createMany({
    data: [
      { id: "hero", ...size, alwaysPublic: false, checkedAt },
      { id: "darkroomthumb", ...size, alwaysPublic: false, checkedAt },
    ],
  });
  // The account's own: any other is found gone at the first page.
  keyId = (await currentKey()).id;
});

const hours = (count: number) => new Date(world.clock.now.getTime() + count * 3_600_000);
const ask = (query: Partial<ImageQuery>) => listImages(viewer, imageQuerySchema.parse(query));

type Shared = { recipient: string; endsIn: number; revoked: boolean };
type Made = {
  name: string;
  fileName: string;
  altText: string;
  tags: string[];
  state: "ready" | "failed" | "pending" | "received";
  requireSignedUrls: boolean;
  checked: number | null;
  probe: "refused" | "served" | null;
  mimeType: string | null;
  bytes: number | null;
  width: number | null;
  hasLocation: boolean | null;
  age: number;
  mine: boolean;
  links: Shared[];
};

const words = fc.constantFrom("Été", "red", "shoe", "IMG_20", "a", "猫", "Ærø", "x1", "cover");
const text = fc.array(words, { minLength: 1, maxLength: 3 }).map((list) => list.join(" "));
const tag = fc.constantFrom("autumn", "old cover", "press");
const made: fc.Arbitrary<Made> = fc.record({
  name: text,
  fileName: text,
  altText: fc.oneof(fc.constant(""), text),
  tags: fc.uniqueArray(tag, { maxLength: 2 }),
  state: fc.constantFrom(
    "ready" as const,
    "ready" as const,
    "failed" as const,
    "pending" as const,
    "received" as const,
  ),
  requireSignedUrls: fc.boolean(),
  checked: fc.constantFrom(null, -1, -30),
  probe: fc.constantFrom(null, "refused" as const, "served" as const),
  mimeType: fc.constantFrom(null, "image/jpeg", "image/png"),
  bytes: fc.constantFrom(null, 1_000, 3_000_000),
  width: fc.constantFrom(null, 640, 4_000),
  hasLocation: fc.constantFrom(null, true, false),
  age: fc.integer({ min: 0, max: 60 }),
  mine: fc.boolean(),
  links: fc.array(
    fc.record({
      recipient: fc.constantFrom("Zoë Ågren", "Dagens Bild"),
      endsIn: fc.constantFrom(-5, 3, 80),
      revoked: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
});

async function write(images: Made[]) {
  await db().linkItem.deleteMany();
  await db().link.deleteMany();
  await db().image.deleteMany();
  const rows = images.map((image, n) => rowOf(image, n));
  await db().image.createMany({ data: rows });
  for (const [n, image] of images.entries())
    for (const link of image.links) await share(rows[n]?.id ?? "", link);
  return rows.map(({ id }) => id);
}

function rowOf({ checked, age, mine, links: _, ...image }: Made, n: number) {
  return {
    ...image,
    id: crypto.randomUUID(),
    uploadKey: `key-${n}`,
    checkedAt: checked === null ? null : hours(checked),
    searchText: imageSearchText(image),
    sortName: sortNameOf(image.name),
    createdAt: hours(-24 * age),
    uploadedById: mine ? viewer.id : editor.id,
  } satisfies Prisma.ImageCreateManyInput;
}

let second = 0;
async function share(imageId: string, { recipient, endsIn, revoked }: Shared) {
  second += 1;
  const expiresAt = new Date(hours(endsIn).getTime() + second * 1000);
  const item = { imageId, imageName: "n", cloudflareId: imageId, variantId: "hero", expiresAt, keyId };
  await db().link.create({
    data: {
      purpose: "Review",
      recipient,
      endsAt: expiresAt,
      revokedAt: revoked ? world.clock.now : null,
      createdAt: hours(-2),
      issuedById: editor.id,
      items: { create: { ...item, signatureHash: Buffer.from([1]) } },
    },
  });
}

/** What a person would pick by hand. */
async function byHand(images: Made[], parts: Part[]): Promise<boolean[]> {
  const account = await readAccount();
  return images.map((image) => {
    const row = { ...rowOf(image, 0), cloudflareId: null, privacyPendingAt: null, probedAt: null };
    const exposure = exposureOf(row, account, world.clock.now).exposure;
    const live = image.requireSignedUrls ? image.links.filter(({ revoked }) => !revoked) : [];
    const ends = live.map(({ endsIn }) => endsIn).filter((end) => end > 0);
    const found = `${imageSearchText(image)}${image.links.map(({ recipient }) => searchTextOf(recipient)).join("")}`;
    const holds = ({ key, value }: Filter): boolean => {
      if (key === "is")
        return value === "private" || value === "public"
          ? image.requireSignedUrls === (value === "private")
          : exposure === value;
      if (key === "state")
        return value === "unfinished" ? ["pending", "received"].includes(image.state) : image.state === value;
      if (key === "tag") return image.tags.includes(value);
      if (key === "by") return value === "me" ? image.mine : !image.mine;
      if (key === "format") return image.mimeType === `image/${value}`;
      if (key === "has")
        return {
          alt: image.altText !== "",
          tags: image.tags.length > 0,
          gps: image.hasLocation === true,
          links: ends.length > 0,
        }[value as "alt"];
      if (key === "ends") return ends.some((end) => (value === "<24h" ? end < 24 : end > 24));
      if (key === "shared") return value === "never" ? image.links.length === 0 : image.links.length > 0;
      if (key === "size")
        return image.bytes !== null && (value === ">2mb" ? image.bytes > 2_097_152 : image.bytes < 2_097_152);
      if (key === "width") return image.width !== null && image.width > 3_000;
      const day = new Date(`${value}T00:00:00Z`);
      return key === "after" ? rowOf(image, 0).createdAt >= day : rowOf(image, 0).createdAt < day;
    };
    const filters = filtersOf(parts);
    const only = ["is", "state", "by", "format"];
    return parts.every((part) => {
      if (part.kind === "unread") return true;
      if (part.kind === "word") return found.includes(searchPattern(part.text)) !== part.not;
      if (part.not) return !holds(part);
      const flag = part.value === "private" || part.value === "public";
      const rivals = filters.filter(
        (other) =>
          !other.not &&
          other.key === part.key &&
          (other.value === "private" || other.value === "public") === flag,
      );
      return only.includes(part.key) ? rivals.some(holds) : holds(part);
    });
  });
}

const asked = fc.constantFrom(
  ...["red", "sho", "-red", "ete", '"red shoe"', "zoe", "dagens", "bild", "猫", "a", "x1", "aero"],
  ...[
    "is:sealed",
    "is:open",
    "is:pending",
    "is:unknown",
    "is:exposed",
    "is:private",
    "-is:open",
    "-is:sealed",
    "is:public",
  ],
  ...[
    "state:ready",
    "state:failed",
    "state:unfinished",
    "tag:autumn",
    'tag:"old cover"',
    "-tag:press",
    "by:me",
  ],
  ...[
    "by:editor",
    "format:jpeg",
    "format:png",
    "-format:jpeg",
    "has:alt",
    "-has:alt",
    "has:gps",
    "-has:gps",
    "has:tags",
  ],
  ...[
    "has:links",
    "-has:links",
    "ends:<24h",
    "ends:>24h",
    "shared:never",
    "shared:ever",
    "size:>2mb",
    "size:<2mb",
  ],
  ...["width:>3000", "after:2026-11-01", "before:2026-11-01", "nonsense:1", "size:huge"],
);

describe("finding", () => {
  it("agrees with looking at each image by hand, in every order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(made, { minLength: 1, maxLength: 14 }),
        fc.array(fc.array(asked, { maxLength: 3 }), { minLength: 6, maxLength: 6 }),
        fc.constantFrom("newest", "oldest", "name", "size", "shared"),
        async (images, questions, sort) => {
          const ids = await write(images);
          for (const question of questions) {
            const q = question.join(" ");
            const parts = parseQuery(q).map((part) =>
              part.kind === "word" && part.message ? { ...part, text: "nonsense:1" } : part,
            );
            const wanted = (await byHand(images, parts)).flatMap((holds, n) => (holds ? [ids[n]] : []));
            const page = await ask({ q, sort: sort as ImageQuery["sort"] });
            expect(page.images.map(({ id }) => id).sort(), q).toEqual([...wanted].sort());
            expect(page.total).toBe(wanted.length);
            const others = parts.filter(
              (part) =>
                part.kind !== "filter" || part.key !== "is" || ["private", "public"].includes(part.value),
            );
            const wider = (await byHand(images, others)).filter(Boolean).length;
            const counted = Object.values(page.byExposure ?? {}).reduce((a, b) => a + b, 0);
            expect(counted, `exposures of ${q}`).toBe(wider);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("knows people by any part of their name, and says when nobody has it", async () => {
    await write([]);
    expect((await ask({ q: "by:EDIT" })).people).toEqual([{ asked: "EDIT", names: ["Test editor"] }]);
    expect((await ask({ q: "by:zz" })).people).toEqual([{ asked: "zz", names: [] }]);
    expect((await ask({ q: `by:${editor.id}` })).people).toEqual([
      { asked: editor.id, names: ["Test editor"] },
    ]);
  });
});

describe("a link", () => {
  it("makes its recipient findable at once, keeps the newest when full, and sorts by when it was made", async () => {
    const base: Made = { ...fc.sample(made, { numRuns: 1, seed: 7 })[0], links: [] } as Made;
    const [first = "", second = ""] = await write([
      { ...base, name: "one" },
      { ...base, name: "two" },
    ]);
    await share(first, { recipient: "Kléber", endsIn: 5, revoked: false });
    expect((await ask({ q: "kleber" })).images.map(({ id }) => id)).toEqual([first]);
    await share(first, { recipient: "Kléber", endsIn: 6, revoked: false });
    const text = async () => (await db().image.findUniqueOrThrow({ where: { id: first } })).linkText;
    expect(await text()).toBe(" kleber");
    for (let n = 0; n < 40; n += 1)
      await share(first, { recipient: `${"w".repeat(150)} person${n}`, endsIn: 5, revoked: false });
    expect((await text()).length).toBeLessThanOrEqual(4000);
    expect((await ask({ q: "person39" })).images).toHaveLength(1);
    const { images } = await ask({ sort: "shared" });
    expect(images.map(({ id }) => id)).toEqual([first, second]);
  });
});

it("a collection is found by its name, and an embargo while it lasts", async () => {
  const base: Made = { ...fc.sample(made, { numRuns: 1, seed: 7 })[0], links: [] } as Made;
  const [first = ""] = await write([base, base]);
  await db().collection.create({
    data: {
      ...{ name: "Autumn Cøver", folded: foldedName("Autumn Cøver"), createdById: editor.id },
      members: { create: { imageId: first, place: 1 } },
    },
  });
  await db().image.update({ where: { id: first }, data: { embargoUntil: hours(1) } });
  const found = async (q: string) => (await ask({ q })).images.map(({ id }) => id === first);
  expect(await found('collection:"autumn COVER"')).toEqual([true]);
  expect(await found('-collection:"autumn cover"')).toEqual([false]);
  expect(await found("collection:winter")).toEqual([]);
  expect(await found("under:embargo")).toEqual([true]);
  expect(await found("-under:embargo")).toEqual([false]);
});

it("answers signs that no database stores as it answers what is not there", async () => {
  await write([{ ...fc.sample(made, { numRuns: 1, seed: 7 })[0], links: [] } as Made]);
  for (const q of [
    "qq\0xx",
    'tag:"a\0"',
    'by:"\0"',
    'collection:"\0"',
    "\ud800zz",
    'tag:"\udfff"',
    "-tag:\0",
  ])
    expect(Array.isArray((await ask({ q })).images), JSON.stringify(q)).toBe(true);
  expect((await ask({ cursor: "\0" })).images).toHaveLength(1);
});
