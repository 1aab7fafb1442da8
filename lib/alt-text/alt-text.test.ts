import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { saveAltText } from "@/lib/alt-text/mutations";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { imageSearchText } from "@/lib/images/search";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let editor: Actor;
beforeAll(async () => {
  editor = await world.actor("editor");
});
beforeEach(async () => {
  await db().image.deleteMany();
});

const writeRow = (altText = "") =>
  db().image.create({
    data: {
      ...{ uploadKey: randomUUID(), state: "ready", requireSignedUrls: true, tags: ["press"], altText },
      ...{ name: "n", fileName: "n.jpg", searchText: "", uploadedById: editor.id },
    },
  });

it("lets a person correct what they have just saved, however often", async () => {
  const { id: imageId } = await writeRow();
  const first = await saveAltText(editor, { imageId, before: "", altText: "A cta on a wall" });
  await saveAltText(editor, { imageId, before: first.altText, altText: "A cat on a wall" });
  // Changed elsewhere, but not these words: nothing of that is lost, and nothing stands in the way.
  await db().image.update({ where: { id: imageId }, data: { credit: "Ines", version: { increment: 1 } } });
  await saveAltText(editor, { imageId, before: "A cat on a wall", altText: "A cat" });
  expect(await db().image.findUnique({ where: { id: imageId } })).toMatchObject({
    altText: "A cat",
    credit: "Ines",
    version: 5,
    searchText: imageSearchText({ name: "n", fileName: "n.jpg", tags: ["press"], altText: "A cat" }),
  });
});

it("overwrites nobody's words and says what they are", async () => {
  const { id: imageId } = await writeRow("A dog");
  for (const before of ["", "A cat"])
    await expect(saveAltText(editor, { imageId, before, altText: "A bird" })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("A dog"),
    });
  expect(await db().image.findUnique({ where: { id: imageId } })).toMatchObject({ altText: "A dog" });
});

it("finds by tags that were written at the same moment", async () => {
  const { id: imageId } = await writeRow();
  let saved: Promise<unknown> = Promise.resolve();
  await db().$transaction(
    async (tx) => {
      await tx.image.update({ where: { id: imageId }, data: { tags: ["autumn"] } });
      saved = saveAltText(editor, { imageId, before: "", altText: "A field" });
      // Until it stands before the row that is held here.
      for (let waiting = 0; waiting === 0; )
        [{ waiting }] = await tx.$queryRaw<[{ waiting: number }]>`
          SELECT count(*)::int AS "waiting" FROM pg_locks WHERE NOT granted`;
    },
    { timeout: 20_000 },
  );
  await saved;
  expect(await db().image.findUnique({ where: { id: imageId } })).toMatchObject({
    tags: ["autumn"],
    searchText: imageSearchText({ name: "n", fileName: "n.jpg", tags: ["autumn"], altText: "A field" }),
  });
});
