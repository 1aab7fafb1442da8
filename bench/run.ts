// Measures the stand-in beside its peers in one run: npx tsx bench/run.ts [delivery] [transforms] [uploads] [--rounds n]
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { startPostgres } from "../scripts/postgres.ts";
import { delivery } from "./delivery.ts";
import type { Bench } from "./stand-in.ts";
import { findProgram, installPeers, start } from "./tools.ts";
import { transforms } from "./transforms.ts";
import { uploads } from "./uploads.ts";

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, peers: { type: "string" } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const parts = { delivery, transforms, uploads };
const chosen = Object.entries(parts).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
);

const dir = mkdtempSync(path.join(tmpdir(), "bench-"));
const peers = values.peers ?? installPeers();
const serve =
  "server.listen(0, '127.0.0.1', () => console.log('ready on http://127.0.0.1:' + server.address().port));";
writeFileSync(
  path.join(peers, "sirv-server.mjs"),
  `import http from "node:http"; import sirv from "sirv";
const server = http.createServer(sirv(process.argv[2], { dev: false })); ${serve}`,
);
writeFileSync(
  path.join(peers, "ipx-server.mjs"),
  `import http from "node:http"; import { createIPX, createIPXNodeServer, ipxFSStorage } from "ipx";
const server = http.createServer(createIPXNodeServer(createIPX({ storage: ipxFSStorage({ dir: process.argv[2] }) }))); ${serve}`,
);

/** Coloured noise at three scales over a gradient. */
async function photo(width: number, height: number): Promise<Buffer> {
  const noise = (divisor: number, sigma: number) =>
    sharp({
      create: {
        width: Math.ceil(width / divisor),
        height: Math.ceil(height / divisor),
        channels: 3,
        background: "#888",
        noise: { type: "gaussian", mean: 128, sigma },
      },
    })
      .resize(width, height, { fit: "fill", kernel: "cubic" })
      .png({ compressionLevel: 1 })
      .toBuffer();
  const [coarse, middle, fine] = await Promise.all([noise(64, 60), noise(8, 40), noise(1, 12)]);
  return sharp(coarse)
    .composite([
      { input: middle, blend: "soft-light" },
      { input: fine, blend: "overlay" },
    ])
    .jpeg({ quality: 88 })
    .toBuffer();
}

const postgres = await startPostgres(path.join(dir, "postgres"));
const lines: string[][] = [];
const bench: Bench = {
  dir,
  databaseUrl: async (name) => postgres.database(name),
  photo,
  peer: (file, ...args) => start(process.execPath, [path.join(peers, file), ...args]),
  line(...line) {
    lines.push(line);
    console.log(line.join(" · "));
  },
};
try {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${rounds} rounds, load by ${findProgram("wrk") ? "wrk" : "Node (install wrk for figures that count)"}`,
  );
  if (!findProgram("nginx")) console.log("nginx is not installed: its lines are left out.");
  for (const [, part] of chosen) await part(bench, rounds);
  console.log("\n| part | what | median | range |\n| --- | --- | --- | --- |");
  for (const line of lines) console.log(`| ${line.join(" | ")} |`);
} finally {
  await postgres.stop();
  rmSync(dir, { recursive: true, force: true });
}
