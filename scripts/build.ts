// Builds the product for production, and only when something that goes into it has changed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./servers.ts";

const inputs = ["app", "components", "lib", "prisma/schema.prisma", "public", "proxy.ts", "next.config.js"];
inputs.push("instrumentation.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json");
const stamp = path.join(root, ".next/darkroom-sources");
const leftOut = /(\.test\.tsx?$|^lib\/cloudflare\/stand-in\/|^lib\/testing\.ts$|^lib\/generated\/)/;

function files(entry: string): string[] {
  const full = path.join(root, entry);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [entry];
  return readdirSync(full, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(entry, name.split(path.sep).join("/")))
    .filter((name) => !leftOut.test(name) && statSync(path.join(root, name)).isFile());
}

function digest() {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap(files).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Whether the last build is of exactly these sources. */
export function isBuilt(): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === digest();
}

/** Runs `next build` if needed. Its output is shown only when it fails, or always with `verbose`. */
export async function build(options: { verbose?: boolean; force?: boolean } = {}): Promise<boolean> {
  if (!options.force && isBuilt()) return false;
  const sources = digest();
  let output = "";
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: options.verbose ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  child.stdout?.on("data", (data) => (output += data));
  child.stderr?.on("data", (data) => (output += data));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The build failed.\n${output}`);
  writeFileSync(stamp, sources);
  return true;
}

if (process.argv[1] === import.meta.filename) await build({ verbose: true, force: true });
