import "server-only";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

/** Whether this installation offers the sample photographs (only the local start does). */
export const samplesAvailable = (): boolean => Boolean(env().DARKROOM_SAMPLES);

/** File names of the sample photographs; empty where there are none. */
export async function listSamples(): Promise<string[]> {
  const dir = env().DARKROOM_SAMPLES;
  if (!dir) return [];
  const names = await readdir(/* turbopackIgnore: true */ dir).catch(() => []);
  return names.filter((name) => name.endsWith(".jpg")).sort();
}

/** One sample by its exact name from the list; anything else is null, so no path can be made from it. */
export async function readSample(name: string): Promise<Buffer | null> {
  const dir = env().DARKROOM_SAMPLES;
  if (!dir || !(await listSamples()).includes(name)) return null;
  return readFile(/* turbopackIgnore: true */ path.join(dir, name));
}
