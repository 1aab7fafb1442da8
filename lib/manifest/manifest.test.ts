import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { imageQuerySchema } from "@/lib/images/schema";
import { openManifest } from "@/lib/manifest/queries";
import { openWorld } from "@/lib/testing";

describe("a list of images", () => {
  const world = openWorld();
  let editor: Actor;
  beforeAll(async () => {
    editor = await world.actor("editor");
    const row = (at: number) => ({
      uploadKey: randomUUID(),
      state: "ready" as const,
      requireSignedUrls: at % 2 === 0,
      name: at === 0 ? '=HYPERLINK("http://x")' : `n${at}`,
      fileName: `n${at}.jpg`,
      tags: ["a", "b"],
      searchText: ` n${at}`,
      createdAt: new Date(world.clock.now.getTime() - at * 1000),
      uploadedById: editor.id,
    });
    await db().image.createMany({ data: Array.from({ length: 1203 }, (_, at) => row(at)) });
  });
  const everything = { query: imageQuerySchema.parse({}), except: [] };
  const text = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

  it("is whole, as CSV and as JSON, and written down", async () => {
    const csv = await text(await openManifest(editor, { selection: everything, format: "csv" }));
    const lines = csv.split("\r\n");
    expect(lines).toHaveLength(1205);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(lines[2]).toContain(',n1,n1.jpg,,"a, b",,public,open,Anyone with its address');
    const json = JSON.parse(
      await text(await openManifest(editor, { selection: everything, format: "json" })),
    );
    expect(json).toHaveLength(1203);
    expect(json[1]).toMatchObject({
      name: "n1",
      privacy: "public",
      tags: ["a", "b"],
      uploadedBy: "Test editor",
    });
    expect(await db().auditEvent.count({ where: { action: "image.listed" } })).toBe(2);
  });

  it("says who can see each and where it belongs, without what was left out or has gone while it was written", async () => {
    const [newest, second, third] = await db().image.findMany({
      orderBy: { createdAt: "desc" },
      take: 3,
      select: { id: true },
    });
    for (const name of ["Zebra", "Autumn"])
      await db().collection.create({
        data: {
          ...{ name, folded: name.toLowerCase(), createdById: editor.id },
          members: { create: { imageId: second?.id ?? "", place: 1 } },
        },
      });
    const selection = { ...everything, except: [newest?.id ?? ""] };
    const stream = await openManifest(editor, { selection, format: "json" });
    await db().image.delete({ where: { id: third?.id ?? "" } });
    const json = JSON.parse(await text(stream));
    expect(json).toHaveLength(1201);
    expect(json[0]).toMatchObject({
      ...{ id: second?.id, collections: ["Autumn", "Zebra"], exposure: "open" },
      whoCanSeeIt: expect.stringContaining("Anyone"),
    });
    const [counted] = await db().auditEvent.findMany({ orderBy: { at: "desc" }, take: 1 });
    expect(counted?.details).toMatchObject({ images: 1202 });
  });

  it("of nothing is a file all the same", async () => {
    const nothing = { ...everything, query: imageQuerySchema.parse({ q: "nowhere-at-all" }) };
    expect(
      JSON.parse(await text(await openManifest(editor, { selection: nothing, format: "json" }))),
    ).toEqual([]);
  });

  it("is not for viewers", async () => {
    const viewer = await world.actor("viewer");
    const opened = openManifest(viewer, { selection: everything, format: "csv" });
    await expect(opened).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
