import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { strictRules } from "../rules.ts";
import type { Facts, Inspection } from "./jobs.ts";
import { createDecoder, type Decoder } from "./pool.ts";

export type Verdict = Inspection | { code: number };

/** A decoder with processes of its own and a folder for its files, for the tests of one file. */
export function openDecoder() {
  let decoder: Decoder;
  let dir = "";
  let files = 0;
  beforeAll(async () => {
    decoder = createDecoder(strictRules.decoder);
    dir = await mkdtemp(path.join(tmpdir(), "decoder-"));
  });
  afterAll(async () => {
    decoder.close();
    await rm(dir, { recursive: true, force: true });
  });

  async function put(bytes: Uint8Array) {
    const file = path.join(dir, `${files++}`);
    await writeFile(file, bytes);
    return file;
  }

  async function inspect(bytes: Uint8Array, declared = "image/jpeg"): Promise<Verdict> {
    const file = await put(bytes);
    const verdict = await decoder
      .look({ kind: "inspect", path: file, declared, rules: strictRules })
      .catch((error): Verdict => ({ code: error.code }));
    await rm(file);
    return verdict;
  }

  /** Draws one picture of a file, as delivery would; the bytes or the code of the refusal. */
  async function draw(bytes: Uint8Array, facts: Facts, width = 200): Promise<Buffer | number> {
    const file = await put(bytes);
    const to = `${file}.out`;
    const source = {
      path: file,
      type: facts.type,
      width: facts.width ?? 1,
      height: facts.height ?? 1,
      frames: facts.frames,
    };
    try {
      await decoder.draw({
        kind: "draw",
        source,
        options: { fit: "scale-down", width, metadata: "none" },
        format: "webp",
        to,
      });
      return await readFile(to);
    } catch (error) {
      return (error as { code: number }).code;
    } finally {
      await rm(file);
      await rm(to, { force: true });
    }
  }

  return { put, inspect, draw, counts: () => decoder.counts() };
}
