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
    expect(lines[2]).toContain(',n1,n1.jpg,,"a, b",public,ready,');
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

  it("is not for viewers", async () => {
    const viewer = await world.actor("viewer");
    const opened = openManifest(viewer, { selection: everything, format: "csv" });
    await expect(opened).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
