import { createHash, randomBytes } from "node:crypto";
import { link, rm, writeFile } from "node:fs/promises";
import { crc32, deflateSync } from "node:zlib";
import { newImageId } from "../ids.ts";
import type { Database } from "./database.ts";
import type { Files } from "./files.ts";

/** A PNG of one colour, written by hand: no decoder is needed to fill an account. */
function plainPng(width: number, height: number, colour: readonly [number, number, number]): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x++) row.set(colour, 1 + x * 3);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const mark = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([mark, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

const palette = Array.from(
  { length: 64 },
  (_, n) => [(n & 3) * 85, ((n >> 2) & 3) * 85, (n >> 4) * 85] as const,
);

/** One more name for the same bytes: originals are never changed in place. */
const another = (from: string, to: string, bytes: Buffer) => link(from, to).catch(() => writeFile(to, bytes));

/** Adds `count` small images, every second one private. For rehearsals: not fsynced, unlike an upload. */
export async function seedImages({ pool }: Database, files: Files, count: number, now: Date): Promise<void> {
  const pictures = palette.map((colour) => {
    const bytes = plainPng(64, 48, colour);
    const template = `${files.pathOf(randomBytes(16).toString("hex"))}.part`;
    return { bytes, template, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
  for (const { template, bytes } of pictures) await writeFile(template, bytes);
  const first = pictures[0];
  if (!first) return;
  for (let from = 0; from < count; from += 2000) {
    const batch = Array.from({ length: Math.min(2000, count - from) }, (_, i) => {
      const id = newImageId();
      return {
        id,
        n: from + i,
        file: randomBytes(16).toString("hex"),
        picture: pictures[(from + i) % 64] ?? first,
      };
    });
    for (let at = 0; at < batch.length; at += 100)
      await Promise.all(
        batch
          .slice(at, at + 100)
          .map(({ file, picture }) => another(picture.template, files.pathOf(file), picture.bytes)),
      );
    const column = <T>(of: (one: (typeof batch)[number]) => T) => batch.map(of);
    await pool.query(
      `INSERT INTO image (id, custom, require_signed_urls, meta, creator, draft, uploaded, filename,
         file, type, bytes, width, height, frames, sha256)
       SELECT id, false, n % 2 = 1, jsonb_build_object('seed', n), NULL, false, $1, 'seed-' || n || '.png',
         file, 'image/png', bytes, 64, 48, 1, sha256
       FROM unnest($2::text[], $3::int[], $4::text[], $5::int[], $6::text[]) AS t (id, n, file, bytes, sha256)`,
      [
        now,
        column(({ id }) => id),
        column(({ n }) => n),
        column(({ file }) => file),
        column(({ picture }) => picture.bytes.length),
        column(({ picture }) => picture.sha256),
      ],
    );
  }
  for (const { template } of pictures) await rm(template, { force: true });
}
