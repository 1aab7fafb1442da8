import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";
import { summariseExposure } from "./queries";

const world = openWorld();

test("what has arrived and can be read is counted as that, once", async () => {
  const owner = await world.actor("owner");
  const checkedAt = world.clock.now;
  const variant = { id: "thumb", fit: "cover", width: 9, height: 9, metadata: "none", checkedAt };
  await db().variant.create({ data: { ...variant, alwaysPublic: true } });
  const names = { name: "a", fileName: "a", searchText: "a", uploadedById: owner.id };
  const rows = [
    { state: "received" as const, requireSignedUrls: false, checkedAt },
    { state: "received" as const, requireSignedUrls: true, checkedAt },
    { state: "pending" as const, requireSignedUrls: true },
  ];
  await db().image.createMany({ data: rows.map((row, n) => ({ ...names, ...row, uploadKey: `key-${n}` })) });
  expect(await summariseExposure(owner)).toMatchObject({
    counts: { open: 1, exposed: 1, pending: 1 },
    privateImages: 1,
    unfinished: 1,
    sentence: "1 private image, readable by anyone through thumb; 1 open; 1 upload unfinished.",
  });
});
