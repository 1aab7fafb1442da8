// A Chromium for the tests, without a download of its own where npm or the system brought one.
import { execFileSync } from "node:child_process";
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { chromium } from "@playwright/test";

const packed = path.resolve(import.meta.dirname, "../node_modules/@sparticuz/chromium/bin");
const cache = path.resolve(import.meta.dirname, "../node_modules/.cache/chromium");
const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

async function unpack(from: string, to: string) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

/** The Chromium that npm brought, unpacked once; glibc is all it needs from the system. */
async function fromNpm() {
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(packed)) return;
  const executablePath = path.join(cache, "chromium");
  if (!existsSync(executablePath)) {
    mkdirSync(cache, { recursive: true });
    const part = `${executablePath}.${process.pid}`;
    await unpack(path.join(packed, "chromium.br"), part);
    chmodSync(part, 0o755);
    renameSync(part, executablePath);
  }
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  );
  if (/not found/.test(execFileSync("ldd", [executablePath], { encoding: "utf8" }))) {
    const libraries = path.join(cache, "al2023/lib");
    if (!existsSync(path.join(libraries, "libnss3.so"))) {
      const tar = path.join(cache, `al2023.${process.pid}.tar`);
      await unpack(path.join(packed, "al2023.tar.br"), tar);
      mkdirSync(path.join(cache, "al2023"), { recursive: true });
      execFileSync("tar", ["-xf", tar, "-C", path.join(cache, "al2023")]);
    }
    env.LD_LIBRARY_PATH = libraries;
  }
  return { executablePath, env };
}

/** Launch options for Playwright: CHROMIUM_PATH, Playwright's own, npm's, the system's; else how to get one. */
export async function browser() {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH };
  if (existsSync(chromium.executablePath())) return {};
  const npm = await fromNpm();
  if (npm) return npm;
  const executablePath = installed.find((file) => existsSync(file));
  if (executablePath) return { executablePath };
  throw new Error(
    "No Chromium found. Run `npx playwright install chromium` (or `apt-get install chromium`).",
  );
}
