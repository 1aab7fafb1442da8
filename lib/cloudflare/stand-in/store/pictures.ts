import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { LRUCache } from "lru-cache";

const kinds = ["avif", "webp", "jpeg", "png", "gif", "svg"] as const;
export type Kind = (typeof kinds)[number];

/**
 * Made pictures on disk, up to a number of bytes; the least used go first. A file's name says all there is to know:
 * `<original>-<what was asked>-<bytes>.<kind>`. Not durable on purpose: whatever is missing is made again.
 */
export async function openPictures(dataDir: string, maxBytes: number) {
  const home = path.join(path.resolve(dataDir), "pictures");
  await mkdir(home, { recursive: true });
  const ofOriginal = new Map<string, Set<string>>();
  // A handle that is closed refuses to read, so one that falls out of here while in use can never read another file.
  const handles = new LRUCache<string, FileHandle>({
    max: 256,
    dispose: (handle) => void handle.close().catch(() => {}),
  });
  const drop = (file: string) => {
    handles.delete(file);
    void rm(path.join(home, file), { force: true }).catch(() => {});
  };
  const index = new LRUCache<string, { file: string; bytes: number }>({
    maxSize: Math.max(1, maxBytes),
    sizeCalculation: ({ bytes }) => bytes + 512,
    dispose: ({ file }, name, reason) => {
      if (reason === "set") return; // made again under the same name
      drop(file);
      const siblings = ofOriginal.get(name.slice(0, 32));
      siblings?.delete(name);
      if (siblings?.size === 0) ofOriginal.delete(name.slice(0, 32));
    },
  });
  function note(name: string, file: string, bytes: number) {
    const original = name.slice(0, 32);
    const before = index.peek(name);
    if (before && before.file !== file) drop(before.file);
    ofOriginal.set(original, (ofOriginal.get(original) ?? new Set()).add(name));
    index.set(name, { file, bytes });
  }

  async function load() {
    for (const file of await readdir(home)) {
      const match = /^([0-9a-f]{32}-[\w-]{22})-(\d+)\.[a-z]+$/.exec(file);
      if (match?.[1]) note(match[1], file, Number(match[2]));
      else drop(file); // a decoder died while it wrote
    }
  }

  return {
    /** Done when the pictures of earlier runs are known; nobody has to wait for it. */
    loaded: load().catch((error) => console.error("[stand-in] pictures of earlier runs are unknown", error)),
    nameOf: (original: string, asked: string) =>
      `${original}-${createHash("sha256").update(asked).digest("base64url").slice(0, 22)}`,
    /** Where a decoder may write; `keep` then takes the file under its name. */
    temporary: (name: string) => path.join(home, `${name}.new`),
    async keep(name: string, kind: Kind, bytes: number) {
      const file = `${name}-${bytes}.${kind}`;
      await rename(path.join(home, `${name}.new`), path.join(home, file));
      note(name, file, bytes);
    },
    /** The bytes of a picture, or null when it is not there (any more). */
    async read(name: string): Promise<Buffer | null> {
      const held = index.get(name);
      if (!held) return null;
      const body = Buffer.allocUnsafeSlow(held.bytes);
      for (const again of [false, true])
        try {
          const handle =
            (again ? undefined : handles.get(held.file)) ?? (await open(path.join(home, held.file), "r"));
          if (handles.peek(held.file) !== handle) handles.set(held.file, handle);
          const { bytesRead } = await handle.read(body, 0, held.bytes, 0);
          if (bytesRead === held.bytes) return body;
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          if (code === "ENOENT") break;
          if (code !== "EBADF" || again) throw error;
        }
      index.delete(name);
      return null;
    },
    /** Everything made from one original. */
    forget(original: string) {
      for (const name of [...(ofOriginal.get(original) ?? [])]) index.delete(name);
    },
    close: () => handles.clear(),
    async clear() {
      index.clear();
      ofOriginal.clear();
    },
    counts: () => ({ held: index.size, heldBytes: index.calculatedSize }),
  };
}
export type Pictures = Awaited<ReturnType<typeof openPictures>>;
