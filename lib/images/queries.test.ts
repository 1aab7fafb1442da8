import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { continueImages, getImage, listImages, listUnfinished, listUploaders } from "@/lib/images/queries";
import { type ImageQuery, imageQuerySchema } from "@/lib/images/schema";
import { searchPattern, searchTextOf, sortNameOf } from "@/lib/images/search";
import { suggestTags } from "@/lib/tags/queries";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let viewer: Actor;
let editor: Actor;
beforeAll(async () => {
  viewer = await world.actor("viewer");
  editor = await world.actor("editor");
  await db().variant.create({
    data: { id: "hero", fit: "cover", metadata: "none", alwaysPublic: false, checkedAt: world.clock.now },
  });
});
beforeEach(async () => {
  await db().image.deleteMany();
});

type Row = { name: string; tags?: string[]; createdAt?: Date; private?: boolean; state?: "ready" | "failed" };
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1) + seconds * 1000);

async function addImages(rows: Row[]) {
  await db().image.createMany({
    data: rows.map(({ name, tags = [], createdAt = at(0), private: isPrivate = true, state = "ready" }) => ({
      uploadKey: crypto.randomUUID(),
      cloudflareId: crypto.randomUUID(),
      state,
      requireSignedUrls: isPrivate,
      name,
      fileName: name,
      tags,
      searchText: searchTextOf(name, ...tags),
      bytes: name.length * 7,
      lastSharedAt: name.length % 3 === 0 ? null : at(name.length),
      sortName: sortNameOf(name),
      createdAt,
      checkedAt: world.clock.now,
      probe: isPrivate ? ("refused" as const) : ("served" as const),
      probedAt: world.clock.now,
      uploadedById: editor.id,
    })),
  });
}

const ask = (query: Partial<ImageQuery> = {}) => listImages(viewer, imageQuerySchema.parse(query));

async function allPages(query: Partial<ImageQuery>, between?: (page: number) => Promise<void>) {
  const names: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page += 1) {
    const { images, next } = await ask({ ...query, cursor });
    names.push(...images.map(({ name }) => name));
    if (!next) return names;
    cursor = next;
    await between?.(page);
  }
  throw new Error("no end");
}

describe("paging", () => {
  it.each([
    ["newest", (names: string[]) => names.reverse()],
    ["oldest", (names: string[]) => names],
    ["name", (names: string[]) => names],
    ["size", (names: string[]) => names],
    ["shared", (names: string[]) => names],
  ] as const)("by %s shows each image once, and back again", async (sort, order) => {
    const names = Array.from({ length: 173 }, (_, n) => `photo ${n}`);
    // Many share a moment: the id decides among them.
    await addImages(names.map((name, n) => ({ name, createdAt: at(Math.floor(n / 30)) })));
    const seen = await allPages({ sort });
    expect(new Set(seen).size).toBe(173);
    if (sort === "name") expect(seen).toEqual(order(names));

    const first = await ask({ sort });
    const second = await ask({ sort, cursor: first.next ?? "" });
    const third = await ask({ sort, cursor: second.next ?? "" });
    expect(first.previous).toBeNull();
    const back = await ask({ sort, cursor: third.previous ?? "" });
    expect(back.images).toEqual(second.images);
    const start = await ask({ sort, cursor: back.previous ?? "" });
    expect(start.images).toEqual(first.images);
    expect(start.previous).toBeNull();
    expect(start.next).toBe(first.next);
  });

  it("goes on without its counts as the whole page would", async () => {
    await addImages(Array.from({ length: 120 }, (_, n) => ({ name: `photo ${n}`, createdAt: at(n) })));
    const first = await ask();
    for (const cursor of [undefined, first.next ?? "", "nonsense"]) {
      const { images, next, previous } = await ask({ cursor });
      const query = imageQuerySchema.parse({ cursor });
      expect(await continueImages(viewer, query)).toEqual({ images, next, previous });
    }
    const nobody = imageQuerySchema.parse({ q: "by:nobody-of-that-name" });
    expect(await continueImages(viewer, nobody)).toEqual({ images: [], next: null, previous: null });
  });

  it("never skips or repeats while images are added", async () => {
    const old = Array.from({ length: 160 }, (_, n) => ({ name: `old ${n}`, createdAt: at(n) }));
    await addImages(old);
    const seen = await allPages({ sort: "newest" }, (page) =>
      addImages([{ name: `new ${page}`, createdAt: at(1000 + page) }]),
    );
    expect(seen).toEqual(old.map(({ name }) => name).reverse());
    const upwards = await allPages({ sort: "oldest" }, (page) =>
      addImages([{ name: `late ${page}`, createdAt: at(5000 + page) }]),
    );
    expect(new Set(upwards).size).toBe(upwards.length);
    expect(upwards.filter((name) => name.startsWith("old"))).toEqual(old.map(({ name }) => name));
  });

  it("going back past new images shows the whole first page", async () => {
    await addImages(Array.from({ length: 60 }, (_, n) => ({ name: `a ${n}`, createdAt: at(n) })));
    const first = await ask();
    const second = await ask({ cursor: first.next ?? "" });
    await db().image.deleteMany({
      where: { name: { in: first.images.slice(0, 20).map(({ name }) => name) } },
    });
    const back = await ask({ cursor: second.previous ?? "" });
    expect(back.images).toHaveLength(40);
    expect(back.previous).toBeNull();
  });

  it("starts at the beginning when the cursor is broken or of another list", async () => {
    await addImages(Array.from({ length: 60 }, (_, n) => ({ name: `a ${n}`, createdAt: at(n) })));
    const first = await ask();
    for (const cursor of ["nonsense", "", (await ask({ sort: "name" })).next ?? "", "W10"]) {
      const page = await ask({ cursor });
      expect(page).toEqual(first);
    }
  });

  it("counts matches up to a thousand, then says about how many", async () => {
    await addImages(
      Array.from({ length: 3_000 }, (_, n) => ({ name: `${n < 2_000 ? "many" : "few"} ${n}` })),
    );
    await db().$executeRaw`ANALYZE "Image"`;
    const many = await ask({ q: "many" });
    expect(many).toMatchObject({ total: 1000, capped: true, byExposure: null });
    expect(many.about).toBeGreaterThan(1_000);
    expect(many.about).toBeLessThan(3_000);
    expect(await ask({ q: "few" })).toMatchObject({ total: 1000, capped: false, about: null });
  });

  it.each(["newest", "name", "size", "shared"] as const)(
    "by %s shows what stays exactly once while others come and go on every side",
    async (sort) => {
      const kept = Array.from({ length: 140 }, (_, n) => `kept ${"x".repeat(n % 17)} ${n}`);
      const going = Array.from({ length: 60 }, (_, n) => `going ${"x".repeat(n % 23)} ${n}`);
      await addImages([...kept, ...going].map((name, n) => ({ name, createdAt: at((n * 37) % 211) })));
      const seen = await allPages({ sort }, async (page) => {
        await db().image.deleteMany({ where: { name: { in: going.slice(page * 15, page * 15 + 15) } } });
        await addImages(
          Array.from({ length: 9 }, (_, n) => ({ name: `late ${n} ${page}`, createdAt: at(n * 25) })),
        );
      });
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((name) => name.startsWith("kept")).sort()).toEqual([...kept].sort());
    },
  );
});

describe("finding", () => {
  it("agrees with looking at each image", async () => {
    const word = fc.constantFrom(
      "red",
      "Été",
      "shoe",
      "IMG_20",
      "a",
      "50%",
      "_",
      "\\",
      "猫",
      "ab",
      "straße",
      "'",
    );
    const text = fc.array(word, { maxLength: 3 }).map((words) => words.join(" "));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 8 }), text, async (names, q) => {
        await db().image.deleteMany();
        const unique = [...new Set(names.filter((name) => name.trim()))];
        await addImages(unique.map((name) => ({ name })));
        // Signs alone are told, not searched.
        const patterns = q.split(" ").map(searchPattern).filter(Boolean);
        const wanted = unique.filter((name) => patterns.every((part) => searchTextOf(name).includes(part)));
        const { images, total } = await ask({ q });
        expect(images.map(({ name }) => name).sort()).toEqual(wanted.sort());
        expect(total).toBe(wanted.length);
      }),
      { numRuns: 40 },
    );
  });

  it("filters by tag, exposure and uploader", async () => {
    await addImages([
      { name: "a", tags: ["launch"] },
      { name: "b", private: false },
      { name: "c", state: "failed", tags: ["launch", "red"] },
    ]);
    const named = async (query: Partial<ImageQuery>) =>
      (await ask(query)).images.map(({ name }) => name).sort();
    expect(await named({ q: "tag:launch" })).toEqual(["a", "c"]);
    expect(await named({ q: "LAUNCH" })).toEqual(["a", "c"]);
    expect(await named({ q: "is:sealed" })).toEqual(["a"]);
    expect(await named({ q: "is:open" })).toEqual(["b"]);
    expect(await named({ q: "is:pending" })).toEqual(["c"]);
    expect(await named({ q: `by:${editor.id}` })).toEqual(["a", "b", "c"]);
    expect(await named({ q: `by:${viewer.id}` })).toEqual([]);
    expect(await suggestTags(viewer, { q: "" })).toEqual([
      { tag: "launch", count: 2 },
      { tag: "red", count: 1 },
    ]);
    expect(await listUploaders(viewer)).toEqual([{ id: editor.id, name: editor.name }]);
  });
});

describe("one image", () => {
  it("shows who can read each variant", async () => {
    await addImages([{ name: "secret" }, { name: "open", private: false }]);
    const idOf = async (name: string) => (await db().image.findFirstOrThrow({ where: { name } })).id;
    const secret = await getImage(viewer, { imageId: await idOf("secret") });
    expect(secret).toMatchObject({ private: true, version: 1, exposure: { exposure: "sealed" } });
    expect(secret.variants).toMatchObject([{ id: "hero", readers: "link-holders", publicUrl: null }]);
    expect(secret.viewUrl).toMatch(/sig=/);
    expect(secret.thumbUrl).toMatch(/darkroomthumb\?exp=\d+&sig=/);
    const open = await getImage(viewer, { imageId: await idOf("open") });
    expect(open.variants[0]?.publicUrl).toMatch(/hero$/);
    // A preview is a signed address: of the shared variant only for those who may make links.
    const id = secret.cloudflareId;
    expect(secret.variants[0]?.previewUrl).toContain(`/${id}/darkroomthumb?`);
    const mine = await getImage(editor, { imageId: await idOf("secret") });
    expect(mine.variants[0]?.previewUrl).toContain(`/${id}/hero?`);
    await expect(getImage(viewer, { imageId: crypto.randomUUID() })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("has no pictures while Cloudflare holds nothing", async () => {
    await addImages([{ name: "broken", state: "failed" }]);
    const [card] = await listUnfinished(editor);
    expect(await listUnfinished(viewer)).toEqual([]);
    expect(card).toMatchObject({ name: "broken", thumbUrl: null, exposure: { exposure: "pending" } });
  });
});
