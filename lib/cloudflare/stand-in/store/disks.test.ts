import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
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
    const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
    for (const [id, bytes] of held) {
      const blob = await fetch(`${trial.url}/client/v4/accounts/${trial.accountId}/images/v1/${id}/blob`, {
        headers: { authorization: `Bearer ${trial.token}` },
      });
      expect(sha256(new Uint8Array(await blob.arrayBuffer()))).toBe(sha256(bytes));
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
