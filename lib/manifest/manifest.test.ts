import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { imageQuerySchema } from "@/lib/images/schema";
import { openManifest } from "@/lib/manifest/queries";
import { csvCell } from "@/lib/manifest/rules";
import { openWorld } from "@/lib/testing";

/** A plain reading of one quoted cell. */
const read = (cell: string) => cell.slice(1, -1).replaceAll('""', '"');

describe("a cell", () => {
  it("holds any text, and is never a formula", () => {
    const start = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "", '"', ",");
    fc.assert(
      fc.property(start, fc.string({ unit: "binary", maxLength: 40 }), (first, rest) => {
        const text = first + rest;
        const cell = csvCell(text);
        expect(cell).toMatch(/^"(?:[^"]|"")*"$/);
        expect(read(cell)).not.toMatch(/^[=+\-@\t\r]/);
        expect([text, `'${text}`]).toContain(read(cell));
      }),
      { numRuns: 1000 },
    );
  });
});

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
