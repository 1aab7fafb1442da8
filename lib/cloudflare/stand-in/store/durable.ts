import fs, { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import { syncDirectory } from "./files.ts";

/** Writes a small file (mode 0600) that is there whole or not at all, also after a power cut. */
export async function writeDurably(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(`${file}.part`, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
  await syncDirectory(fs, path.dirname(file));
}
