// What a local installation keeps between starts: secrets, the stand-in's account, ports. Readable by its owner only.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { root } from "./servers.ts";

/** Everything that grows on this machine; ignored by git. */
export const dataDir = path.resolve(root, process.env.DARKROOM_DATA || ".data");

const schema = z.object({
  nextAuthSecret: z.string(),
  cronSecret: z.string(),
  account: z.string(),
  hash: z.string(),
  token: z.string(),
  appPort: z.number(),
  cloudflarePort: z.number(),
});
export type Settings = z.output<typeof schema>;
const file = path.join(dataDir, "settings.json");

/** Reads the settings, or makes them on the first start. */
export function loadSettings(): Settings {
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  return {
    nextAuthSecret: randomBytes(32).toString("base64url"),
    cronSecret: randomBytes(24).toString("base64url"),
    account: randomBytes(16).toString("hex"),
    hash: randomBytes(16).toString("base64url"),
    token: randomBytes(30).toString("base64url"),
    appPort: 3000,
    cloudflarePort: 8787,
  };
}

/** Keeps them for the next start, whole or not at all. */
export function saveSettings(settings: Settings): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.part`, JSON.stringify(settings, null, 2), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}
