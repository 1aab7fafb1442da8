import { createHash, randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { saveAltText } from "@/lib/alt-text/mutations";
import { listMissingAlt } from "@/lib/alt-text/queries";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { listDuplicates } from "@/lib/duplicates/queries";
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

let made = 0;
function writeRow(content: string, more: { altText?: string; trashedAt?: Date } = {}) {
  made += 1;
  return db().image.create({
    data: {
      uploadKey: randomUUID(),
      state: "ready",
      requireSignedUrls: true,
      name: `${content} ${made}`,
      fileName: content,
      tags: [],
      searchText: ` ${content}`,
      sha256: createHash("sha256").update(content).digest(),
      createdAt: new Date(world.clock.now.getTime() + made * 1000),
      uploadedById: editor.id,
      ...more,
      ...(more.trashedAt && { purgeAt: more.trashedAt }),
    },
  });
}

it("finds what is stored more than once, page after page, and nothing else", async () => {
  const contents = Array.from({ length: 25 }, (_, at) => `twin ${at}`);
  for (const content of contents) for (let copies = 0; copies < 2; copies++) await writeRow(content);
  await writeRow("twin 0");
  await writeRow("single");
  await writeRow("half");
  await writeRow("half", { trashedAt: new Date() });
  const first = await listDuplicates(editor, {});
  expect(first.groups).toHaveLength(20);
  const second = await listDuplicates(editor, { after: first.next ?? "" });
  expect(second).toMatchObject({ next: null });
  const all = [...first.groups, ...second.groups];
  expect(all.map(({ count }) => count).sort()).toEqual([...Array(24).fill(2), 3]);
  expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(25);
  for (const { images } of all) expect(images.map(({ name }) => name)).not.toContain("single");
  await expect(listDuplicates(viewer, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  await db().image.deleteMany();
});

it("sees two that arrive at the same moment, and forgets a pair once one of it is gone", async () => {
  const contents = Array.from({ length: 8 }, (_, at) => `at once ${at}`);
  await Promise.all(contents.flatMap((content) => [writeRow(content), writeRow(content)]));
  const { groups } = await listDuplicates(editor, {});
  expect(groups.map(({ count }) => count)).toEqual(contents.map(() => 2));
  await db().image.delete({ where: { id: groups[0]?.images[0]?.id ?? "" } });
  expect((await listDuplicates(editor, {})).groups).toHaveLength(7);
  // A file that is known only later.
  const late = await writeRow("late");
  await db().image.update({ where: { id: late.id }, data: { sha256: null } });
  const other = await writeRow("late");
  expect((await listDuplicates(editor, {})).groups).toHaveLength(7);
  await db().image.update({ where: { id: late.id }, data: { sha256: other.sha256 } });
  expect((await listDuplicates(editor, {})).groups).toHaveLength(8);
  await db().image.deleteMany();
});

it("lists what has no alt text, and takes one only where there is none", async () => {
  for (let at = 0; at < 23; at++) await writeRow(`mute ${at}`);
  const told = await writeRow("told", { altText: "A tree" });
  const page = await listMissingAlt(editor, {});
  expect(page).toMatchObject({ total: 23, capped: false });
  expect(page.images).toHaveLength(20);
  const rest = await listMissingAlt(editor, { cursor: page.next ?? "" });
  expect(rest.images).toHaveLength(3);
  const imageId = page.images[0]?.id ?? "";
  await saveAltText(editor, { imageId, before: "", altText: "A field" });
  expect((await listMissingAlt(editor, {})).total).toBe(22);
  const { images } = await listImages(viewer, imageQuerySchema.parse({ q: "field" }));
  expect(images.map(({ id }) => id)).toEqual([imageId]);
  for (const id of [imageId, told.id])
    await expect(saveAltText(editor, { imageId: id, before: "", altText: "Other" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  await expect(saveAltText(viewer, { imageId, before: "", altText: "x" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(listMissingAlt(viewer, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
});
