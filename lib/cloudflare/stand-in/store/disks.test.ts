import { createHash } from "node:crypto";
import { readdir, rename, stat, truncate } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { dice, imageForm, picture, seeded, withStandIn } from "../testing.ts";
import { forgetfulDisk, troubledDisk } from "./bad-disks.ts";
import { openFiles } from "./files.ts";

test("CR-04: what was kept is whole after a power cut at any operation, whatever else was lost", async () => {
  let [cuts, acknowledged] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 400 }), fc.infiniteStream(fc.boolean()), async (operations, luck) => {
      const { disk, offAfter, powerCut, bytes } = forgetfulDisk();
      const kept = new Map<string, Buffer>();
      const files = await openFiles("/var/lib/stand-in", disk);
      offAfter(operations);
      const client = async (n: number) => {
        for (let i = 0; i < 8; i++) {
          const body = Buffer.alloc(300_000 + n * 1000 + i, n * 16 + i);
          const incoming = await files.begin();
          for (let at = 0; at < body.length; at += 65_536)
            await incoming.write(body.subarray(at, at + 65_536));
          await incoming.sync();
          const file = await incoming.keep();
          kept.set(file, body); // from here on a row may name it
        }
      };
      const clients = await Promise.allSettled([0, 1, 2].map(client));
      if (clients.some(({ status }) => status === "rejected")) cuts++;
      acknowledged += kept.size;
      powerCut(() => luck.next().value);
      const again = await openFiles("/var/lib/stand-in", disk);
      await again.sweep(new Set(kept.keys()));
      for (const [file, body] of kept) expect(bytes(again.pathOf(file))?.equals(body)).toBe(true);
    }),
    seeded("power cuts", Number(process.env.CUTS ?? 200)),
  );
  console.log(`${cuts} power cuts, ${acknowledged} files kept before them`);
  expect(Math.min(cuts, acknowledged)).toBeGreaterThan(50);
});

test("CR-04: the model forgets: without the fsyncs it would lose files", async () => {
  const { disk, powerCut, bytes } = forgetfulDisk();
  await disk.mkdir("/a");
  const file = await disk.open("/a/b", "wx");
  await file.writeFile(Buffer.from("unsynced"));
  powerCut(() => false);
  expect(bytes("/a/b")).toBeNull();
});

test("CR-06: errors of the disk at any operation are a clean 5xx, and never half an image", async () => {
  const roll = dice(seeded("disk errors", 1).seed);
  let [on, failures] = [false, 0];
  const codes = ["EIO", "ENOSPC", "EMFILE", "EDQUOT"] as const;
  const disk = troubledDisk(() => {
    const chance = on ? roll() : 1;
    if (chance >= 0.08) return null;
    failures++;
    return codes[Math.floor(chance * 50)] ?? null;
  });
  const trial = await withStandIn({ disk });
  try {
    const bodies = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? picture(900 + i, 700, "png") : picture(60 + i, 40))),
    );
    const held = new Map<string, Buffer>();
    let refused = 0;
    on = true;
    const client = async (worker: number) => {
      for (let i = 0; i < 40; i++) {
        const bytes = bodies[(worker + i) % bodies.length] ?? Buffer.alloc(0);
        const { id, uploadURL } = (await trial.api("POST", "v1/direct_upload", {})).result;
        const headers = { accept: "application/json" };
        const response = await fetch(uploadURL, { method: "POST", body: imageForm(bytes), headers });
        const answer = await response.json();
        if (response.status === 200) held.set(id, bytes);
        else {
          refused++;
          expect([response.status, answer.errors]).toEqual([500, [{ code: 5540, message: "Storage error" }]]);
          expect((await trial.api("GET", `v1/${id}`)).result.draft).toBe(true); // the URL can be used again
        }
      }
    };
    await Promise.all([0, 1, 2, 3].map(client));
    on = false;
    console.log(`${failures} failed operations, ${refused} uploads refused, ${held.size} acknowledged`);
    expect([refused > 10, held.size > 10], `${refused} refused, ${held.size} held`).toEqual([true, true]);
    const blobOf = (id: string) =>
      fetch(`${trial.url}/client/v4/accounts/${trial.accountId}/images/v1/${id}/blob`, {
        headers: { authorization: `Bearer ${trial.token}`, accept: "application/json" },
      });
    on = true;
    let [whole, unread] = [0, 0];
    for (const [id, bytes] of [...held, ...held, ...held]) {
      const response = await blobOf(id);
      if (response.status === 200) {
        expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
        whole++;
      } else {
        unread++;
        const { errors } = await response.json();
        expect([response.status, errors]).toEqual([500, [{ code: 5540, message: "Storage error" }]]);
      }
    }
    on = false;
    console.log(`${whole} originals read, ${unread} refused`);
    expect([whole > 10, unread > 10]).toEqual([true, true]);
    const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
    for (const [id, bytes] of held) {
      expect(sha256(new Uint8Array(await (await blobOf(id)).arrayBuffer()))).toBe(sha256(bytes));
    }
    const all = await readdir(path.join(trial.dataDir, "originals"), {
      recursive: true,
      withFileTypes: true,
    });
    expect(all.filter((entry) => entry.isFile())).toHaveLength(held.size);
  } finally {
    await trial.close();
  }
});

test("CR-06: an original that cannot be read is a 5xx of its own, and is not remembered", async () => {
  let readable = 0; // pieces that can still be read
  const disk = troubledDisk((operation) => (operation === "read" && readable-- <= 0 ? "EIO" : null));
  const trial = await withStandIn({ disk, rules: { maxAnimatedPixels: 100 } });
  try {
    const upload = async (bytes: Buffer, type: string) =>
      (await trial.api("POST", "v1", imageForm(bytes, {}, "a", type))).result.id as string;
    const frames = Buffer.concat([Buffer.alloc(40 * 30 * 3, 90), Buffer.alloc(40 * 30 * 3, 200)]);
    const gif = await sharp(frames, { raw: { width: 40, height: 60, channels: 3, pageHeight: 30 } })
      .gif()
      .toBuffer();
    const moving = await upload(gif, "image/gif"); // too many pixels to be drawn: sent as it is
    const big = Buffer.concat([await picture(90, 60), Buffer.alloc(900_000, 5)]);
    const still = await upload(big, "image/jpeg");
    const blob = (id: string) =>
      fetch(`${trial.url}/client/v4/accounts/${trial.accountId}/images/v1/${id}/blob`, {
        headers: { authorization: `Bearer ${trial.token}` },
      });
    const shown = (id: string) => fetch(`${trial.url}/${trial.accountHash}/${id}/public`);
    const refused = async (answer: Promise<Response>) => {
      const response = await answer;
      expect([response.status, await response.text()]).toEqual([500, "ERROR 5540: Storage error"]);
      return response.headers.get("cf-resized");
    };
    await refused(blob(still));
    expect(await refused(shown(moving))).toBe("err=5540");
    readable = 2; // of four pieces: the line is cut, nobody takes the half for the whole
    await expect(blob(still).then((response) => response.arrayBuffer())).rejects.toThrow();
    readable = 99;
    expect(Buffer.from(await (await blob(still)).arrayBuffer()).equals(big)).toBe(true);
    expect(Buffer.from(await (await shown(moving)).arrayBuffer()).equals(gif)).toBe(true);
    const head = await fetch(`${trial.url}/${trial.accountHash}/${moving}/public`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(gif.length)]);

    const all = await readdir(path.join(trial.dataDir, "originals"), {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of all)
      if (entry.isFile()) {
        const file = path.join(entry.parentPath, entry.name);
        await rename(file, `${file}.away`);
      }
    await refused(blob(still));
    await refused(shown(still)); // the decoder cannot read it either
    for (const entry of all)
      if (entry.isFile()) {
        const file = path.join(entry.parentPath, entry.name);
        await rename(`${file}.away`, file);
      }
    expect((await shown(still)).status).toBe(200);
    await truncate(path.join(trial.dataDir, "originals", await onlyOf(trial.dataDir, big.length)), 500_000);
    await refused(blob(still));
  } finally {
    await trial.close();
  }
});

/** The original of this size, below the folder of originals. */
async function onlyOf(dataDir: string, bytes: number): Promise<string> {
  const home = path.join(dataDir, "originals");
  for (const name of await readdir(home, { recursive: true })) {
    const found = await stat(path.join(home, name));
    if (found.isFile() && found.size === bytes) return name;
  }
  throw new Error("there is none");
}
