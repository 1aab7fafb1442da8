import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./servers.ts";

const scope = path.join(root, "node_modules/@stdlib");
const prefix = "datasets-img-";

/** Copies the packaged public-domain photographs to a folder, named after what they show; returns it. */
export function prepareSamples(into: string): string {
  mkdirSync(into, { recursive: true });
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const photo = path.join(scope, name, "data/image.jpg");
    if (name.startsWith(prefix) && existsSync(photo))
      copyFileSync(photo, path.join(into, `${name.slice(prefix.length)}.jpg`));
  }
  return into;
}
