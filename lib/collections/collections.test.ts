import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { chooseCover, createCollection, deleteCollection, editCollection } from "@/lib/collections/mutations";
import { namedLike, namesStatement } from "@/lib/collections/named";
import { moveInCollection } from "@/lib/collections/order";
import {
  getCollection,
  listCollectionNames,
  listCollections,
  listCollectionsOf,
} from "@/lib/collections/queries";
import { countShown } from "@/lib/collections/shown";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { listImages } from "@/lib/images/queries";
import { imageQuerySchema } from "@/lib/images/schema";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let editor: Actor;
let viewer: Actor;
beforeAll(async () => {
  editor = await world.actor("editor");
  viewer = await world.actor("viewer");
});
beforeEach(async () => {
  await db().collection.deleteMany();
  await db().image.deleteMany();
});

const writeRow = (name: string) =>
  db().image.create({
    data: {
      uploadKey: randomUUID(),
      state: "ready",
      requireSignedUrls: true,
      name,
      fileName: name,
      tags: [],
      searchText: ` ${name}`,
      uploadedById: editor.id,
    },
  });

async function filled(names: string[]) {
  const { id: collectionId } = await createCollection(editor, { name: "Autumn", description: "" });
  const rows = [];
  for (const name of names) rows.push(await writeRow(name));
  await db().collectionImage.createMany({
    data: rows.map(({ id: imageId }, at) => ({ collectionId, imageId, place: at + 1 })),
  });
  return { collectionId, rows };
}
const order = async (collectionId: string) =>
  (await getCollection(viewer, { collectionId })).members.map(({ name }) => name);

describe("a collection", () => {
  it("has a name of its own, whatever its case and accents", async () => {
    await createCollection(editor, { name: "Été", description: "" });
    await expect(createCollection(editor, { name: "ete", description: "" })).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { name: expect.stringMatching(/named Été already/) },
    });
  });

  it("keeps its count, its cover and what is in the trash apart", async () => {
    const { collectionId, rows } = await filled(["a", "b"]);
    const [a, b] = rows;
    await chooseCover(editor, { collectionId, imageId: b?.id ?? null });
    const edit = { collectionId, version: 2, name: "Autumn", description: "x" };
    await editCollection(editor, edit);
    await expect(editCollection(editor, edit)).rejects.toMatchObject({ code: "CONFLICT" });
    const list = async () => (await listCollections(viewer, { q: "" })).collections;
    expect(await list()).toMatchObject([{ images: 2, cover: { id: b?.id }, description: "x" }]);
    await db().image.update({
      where: { id: b?.id ?? "" },
      data: { trashedAt: new Date(), purgeAt: new Date() },
    });
    expect(await order(collectionId)).toEqual(["a"]);
    expect(await list()).toMatchObject([{ cover: null }]);
    await db().image.delete({ where: { id: a?.id ?? "" } });
    expect(await list()).toMatchObject([{ images: 1 }]);
    expect(await listCollectionsOf(viewer, { imageId: b?.id ?? "" })).toMatchObject([{ id: collectionId }]);
    await deleteCollection(editor, { collectionId });
    expect(await db().image.count()).toBe(1);
  });

  it("keeps its cover when only its words are edited, also where that image left it meanwhile", async () => {
    const { collectionId, rows } = await filled(["a", "b"]);
    const coverId = rows[1]?.id ?? "";
    const read = () => getCollection(viewer, { collectionId });
    await chooseCover(editor, { collectionId, imageId: coverId });
    await db().collectionImage.deleteMany({ where: { imageId: coverId } });
    const { version } = await read();
    await editCollection(editor, { collectionId, version, name: "Autumn", description: "New words" });
    expect(await read()).toMatchObject({ coverId, description: "New words" });
  });

  it("takes a cover only from its own images", async () => {
    const { collectionId, rows } = await filled(["a", "b"]);
    const stranger = await writeRow("stranger");
    for (const { id } of rows) {
      await chooseCover(editor, { collectionId, imageId: id });
      expect(await getCollection(viewer, { collectionId })).toMatchObject({ coverId: id, cover: { id } });
    }
    await chooseCover(editor, { collectionId, imageId: null });
    expect(await getCollection(viewer, { collectionId })).toMatchObject({
      coverId: null,
      cover: { id: rows[0]?.id },
    });
    await expect(chooseCover(editor, { collectionId, imageId: stranger.id })).rejects.toMatchObject({
      code: "INVALID",
    });
    await db().collection.deleteMany();
    await expect(chooseCover(editor, { collectionId, imageId: null })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("is in the order that it was put in, however often", async () => {
    const { collectionId, rows } = await filled(["a", "b", "c", "d"]);
    const model = rows.map(({ name }) => name);
    const idOf = (name: string) => rows.find((row) => row.name === name)?.id ?? "";
    const place = fc.tuple(fc.nat(3), fc.option(fc.nat(2), { nil: null }));
    const moves =
      fc.sample(fc.array(place, { minLength: 120, maxLength: 120 }), { numRuns: 1, seed: 7 })[0] ?? [];
    for (const [from, after] of moves) {
      const [name = ""] = model.splice(from, 1);
      const before = after === null ? null : (model[after] ?? null);
      await moveInCollection(editor, {
        collectionId,
        imageId: idOf(name),
        to: { afterId: before === null ? null : idOf(before) },
      });
      model.splice(before === null ? 0 : model.indexOf(before) + 1, 0, name);
    }
    expect(await order(collectionId)).toEqual(model);
  });

  it("makes room when two places have become too close for a number between", async () => {
    const { collectionId, rows } = await filled(["a", "b", "c"]);
    for (let turn = 0; turn < 70; turn++) {
      const moved = turn % 2 === 0 ? rows[2] : rows[1];
      await moveInCollection(editor, {
        collectionId,
        imageId: moved?.id ?? "",
        to: { afterId: rows[0]?.id ?? "" },
      });
    }
    expect(await order(collectionId)).toEqual(["a", "b", "c"]);
  });

  it("puts one at the number that was said, counting what is shown, and says among how many", async () => {
    const { collectionId, rows } = await filled(["a", "b", "c", "d", "e"]);
    const idOf = (name: string) => rows.find((row) => row.name === name)?.id ?? "";
    await db().image.update({
      where: { id: idOf("b") },
      data: { trashedAt: new Date(), purgeAt: new Date(Date.now() + 1e9) },
    });
    const model = ["a", "c", "d", "e"];
    const put = async (name: string, place: number) => {
      model.splice(model.indexOf(name), 1);
      model.splice(place - 1, 0, name);
      const moved = await moveInCollection(editor, { collectionId, imageId: idOf(name), to: { place } });
      expect(moved).toEqual({ of: 4 });
      expect(await order(collectionId)).toEqual(model);
    };
    for (const [name, place] of [
      ...[
        ["d", 1],
        ["d", 2],
        ["a", 4],
        ["e", 2],
        ["c", 3],
        ["c", 1],
        ["a", 9_999],
        ["e", 1],
      ],
    ] as [string, number][])
      await put(name, place);
    expect(await getCollection(viewer, { collectionId })).toMatchObject({ from: 1, shown: 4 });
    await moveInCollection(editor, { collectionId, imageId: idOf("c"), to: { place: 2_000_000_000 } });
    await db().image.updateMany({ data: { trashedAt: null, purgeAt: null } });
    // What had lain in the trash did not get behind what was put last.
    expect((await order(collectionId)).at(-1)).toBe("c");
  });

  it("numbers its images over pages, without counting those before", async () => {
    const { collectionId } = await filled(Array.from({ length: 150 }, (_, at) => `n${at}`));
    const numbers: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await getCollection(viewer, { collectionId, cursor });
      page.members.forEach(({ name }, at) => {
        expect(name).toBe(`n${page.from + at - 1}`);
        numbers.push(page.from + at);
      });
      expect(page.shown).toBe(150);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(numbers).toEqual(Array.from({ length: 150 }, (_, at) => at + 1));
  });

  it("knows how many are outside the trash, whatever was done to them", async () => {
    const step = fc.record({
      do: fc.constantFrom("trash", "restore", "delete", "add", "take", "fold", "apart"),
      which: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 4 }),
      to: fc.nat(1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await db().collection.deleteMany();
        await db().image.deleteMany();
        const { collectionId } = await filled(["a", "b", "c", "d", "e", "f"]);
        const other = await createCollection(editor, { name: "Other", description: "" });
        for (const one of steps) {
          const images = await db().image.findMany({ orderBy: { name: "asc" }, select: { id: true } });
          const ids = images.filter((_, at) => one.which.includes(at)).map(({ id }) => id);
          const where = { id: { in: ids } };
          const to = one.to === 0 ? collectionId : other.id;
          const now = world.clock.now;
          if (one.do === "trash")
            await db().image.updateMany({ where, data: { trashedAt: now, purgeAt: now } });
          const back = { trashedAt: null, purgeAt: null };
          if (one.do === "restore") await db().image.updateMany({ where, data: back });
          if (one.do === "delete") await db().image.deleteMany({ where });
          const members = ids.map((imageId, place) => ({ collectionId: to, imageId, place }));
          if (one.do === "add")
            await db().collectionImage.createMany({ data: members, skipDuplicates: true });
          const within = { collectionId: to, imageId: { in: ids } };
          if (one.do === "take") await db().collectionImage.deleteMany({ where: within });
          if (one.do === "apart") await db().collection.deleteMany({ where: { id: other.id } });
          if (one.do === "apart")
            Object.assign(other, await createCollection(editor, { name: "Other", description: "" }));
          if (one.do === "fold") {
            const pairs = Array.from({ length: 202 }, (_, at) => ({
              collectionId: to,
              count: at % 2 ? 1 : -1,
            }));
            await db().collectionTrash.createMany({ data: pairs });
          }
          for (const id of [collectionId, other.id])
            expect(await countShown(db(), id)).toBe(
              await db().collectionImage.count({ where: { collectionId: id, image: { trashedAt: null } } }),
            );
        }
        expect(await db().collectionTrash.count()).toBeLessThan(300);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it("is shown in the library in its own order, page after page and back", async () => {
    const names = Array.from({ length: 120 }, (_, at) => `n${at}`);
    const { collectionId, rows } = await filled(names);
    for (const at of [5, 77, 119])
      await moveInCollection(editor, { collectionId, imageId: rows[at]?.id ?? "", to: { place: 1 } });
    await writeRow("outside");
    const places = await db().collectionImage.findMany({
      where: { collectionId },
      orderBy: { place: "asc" },
      select: { imageId: true },
    });
    const read = (q: string, cursor?: string) =>
      listImages(viewer, imageQuerySchema.parse({ q, sort: "collection", cursor }));
    const seen: string[] = [];
    let page = await read("collection:autumn");
    expect(page.total).toBe(120);
    for (;;) {
      seen.push(...page.images.map(({ id }) => id));
      if (!page.next) break;
      page = await read("collection:autumn", page.next);
    }
    expect(seen).toEqual(places.map(({ imageId }) => imageId));
    const back = await read("collection:autumn", page.previous ?? "");
    expect(back.images.map(({ id }) => id)).toEqual(seen.slice(50, 100));
    // Without one collection there is no such order.
    const newest = await listImages(viewer, imageQuerySchema.parse({ q: "" }));
    for (const q of ["", "-collection:winter"])
      expect((await read(q)).images.map(({ id }) => id)).toEqual(newest.images.map(({ id }) => id));
  });

  it("is found by its name among more than are listed, and the lists say that they are cut", async () => {
    await db().$executeRaw`
      INSERT INTO "Collection" ("id", "name", "folded", "createdById")
      SELECT gen_random_uuid(), 'Season ' || n, 'season ' || n, ${editor.id}::uuid FROM generate_series(1, 3000) n`;
    await createCollection(editor, { name: "Zürich at night", description: "" });
    await db().$queryRaw`SELECT gin_clean_pending_list('"Collection_folded_trgm"'::regclass)::int AS "pages"`;
    await db().$executeRaw`ANALYZE "Collection"`;
    const names = async (q: string) => {
      const [all, tiles] = [await listCollectionNames(viewer, { q }), await listCollections(viewer, { q })];
      expect(tiles.collections.map(({ name }) => name)).toEqual(all.names.map(({ name }) => name));
      expect(tiles.more).toBe(all.more);
      return { names: all.names.map(({ name }) => name), more: all.more };
    };
    for (const q of ["night zur", "at", "zu", "NIGHT"])
      expect(await names(q)).toEqual({ names: ["Zürich at night"], more: false });
    for (const q of ["ht", "--", "nowhere"]) expect(await names(q)).toEqual({ names: [], more: false });
    const { names: first, more } = await names("");
    expect([first.length, more]).toEqual([500, true]);
    expect((await names("season 29")).names).toHaveLength(111);
    for (const q of ["zur", "zu"]) {
      const statement = namesStatement(namedLike(q) ?? Prisma.sql`FALSE`);
      const plan = JSON.stringify(await db().$queryRaw(Prisma.sql`EXPLAIN (FORMAT JSON) ${statement}`));
      expect(plan).toContain("Collection_folded_trgm");
      expect(plan).not.toContain("Seq Scan");
    }
  });

  it("is for viewers to look at", async () => {
    const { collectionId, rows } = await filled(["a"]);
    const imageId = rows[0]?.id ?? "";
    for (const call of [
      createCollection(viewer, { name: "x", description: "" }),
      editCollection(viewer, { collectionId, version: 1, name: "x", description: "" }),
      chooseCover(viewer, { collectionId, imageId }),
      deleteCollection(viewer, { collectionId }),
      moveInCollection(viewer, { collectionId, imageId, to: { afterId: null } }),
    ])
      await expect(call).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await listCollections(viewer, { q: "" })).collections).toHaveLength(1);
  });
});
