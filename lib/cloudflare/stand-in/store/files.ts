import { randomBytes } from "node:crypto";
import fs, { type FileHandle } from "node:fs/promises";
import path from "node:path";
import { storageError } from "../replies.ts";
import { openReading, type Reading } from "./reading.ts";

/** What originals go through; tests give one that fails, or that forgets what was not fsynced. */
export type Disk = Pick<typeof fs, "mkdir" | "open" | "readdir" | "rename" | "rm">;

export type Incoming = {
  readonly path: string;
  readonly bytes: number;
  write(chunk: Buffer): Promise<void>;
  /** Hands everything written so far to the system, so that others can read it. */
  flush(): Promise<void>;
  /** Makes the bytes durable. After any error the file is thrown away, never trusted. */
  sync(): Promise<void>;
  /** Gives synced bytes their final name, durably. */
  keep(): Promise<string>;
  discard(): Promise<void>;
};

/** A part of a file of so many bytes; all of it when only that is said. */
type Part = { bytes: number; start?: number; length?: number };

const writeAtOnce = 512 * 1024;
/** A folder that nothing was written to for so long, or up to twice as long, is closed. */
const idleMs = 2_000;
const isOriginal = /^[0-9a-f]{32}$/;
const shards = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));

/** Makes the names in a folder durable: without it a file can be whole on disk and nowhere to be found. */
export async function syncDirectory(disk: Disk, dir: string) {
  const handle = await disk.open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Originals on disk under random names of ours; nothing a client says ever becomes a path. */
export async function openFiles(dataDir: string, disk: Disk = fs) {
  const home = path.join(path.resolve(dataDir), "originals");
  const first = await disk.mkdir(home, { recursive: true });
  for (const shard of shards) await disk.mkdir(path.join(home, shard), { recursive: true });
  await syncDirectory(disk, home);
  // New folders are names too, in each other and in the one that was there before.
  for (let dir = home; first !== undefined && dir.length >= first.length; dir = path.dirname(dir))
    await syncDirectory(disk, path.dirname(dir));
  const pathOf = (file: string) => path.join(home, file.slice(0, 2), file);
  // Folders stay open while there is a crowd: opening and closing one for each upload costs more than its fsync.
  // Afterwards they are let go, or 256 of them would be all that a process with few handles has.
  const folders = new Map<string, Promise<FileHandle>>();
  let used = new Set<string>();
  let sweeping = false;
  const sweepLater = () => void setTimeout(sweep, idleMs).unref();
  function sweep() {
    for (const dir of folders.keys()) if (!used.has(dir)) void closeFolder(dir);
    used = new Set();
    sweeping = folders.size > 0;
    if (sweeping) sweepLater();
  }
  const closeFolder = (dir: string) => {
    const opened = folders.get(dir);
    folders.delete(dir);
    return opened?.then((handle) => handle.close()).catch(() => {});
  };
  async function syncFolder(dir: string) {
    used.add(dir);
    if (!sweeping) sweepLater();
    sweeping = true;
    let opened = folders.get(dir);
    if (!opened) {
      opened = disk.open(dir, "r");
      folders.set(dir, opened);
    }
    try {
      await (await opened).sync();
    } catch (error) {
      // A handle that failed once may never tell of it again.
      void closeFolder(dir);
      throw error;
    }
  }

  return {
    pathOf,
    async begin(): Promise<Incoming> {
      const file = randomBytes(16).toString("hex");
      const temporary = `${pathOf(file)}.part`;
      const handle = await disk.open(temporary, "wx", 0o600);
      let bytes = 0;
      let waiting: Buffer[] = [];
      let waitingBytes = 0;
      let open_ = true;
      const shut = async () => {
        if (open_) {
          open_ = false;
          await handle.close().catch(() => {});
        }
      };
      const flush = async () => {
        if (waitingBytes === 0) return;
        const [chunks, total] = [waiting, waitingBytes];
        [waiting, waitingBytes] = [[], 0];
        const { bytesWritten } = await handle.writev(chunks);
        // A short write means a disk that is nearly full: writing the rest says so.
        if (bytesWritten < total) await handle.writeFile(Buffer.concat(chunks).subarray(bytesWritten));
      };
      const discard = async () => {
        await shut();
        await disk.rm(temporary, { force: true });
      };
      return {
        path: temporary,
        get bytes() {
          return bytes;
        },
        async write(chunk) {
          bytes += chunk.length;
          waiting.push(chunk);
          waitingBytes += chunk.length;
          if (waitingBytes >= writeAtOnce) await flush();
        },
        flush,
        async sync() {
          try {
            await flush();
            await handle.sync();
          } catch (error) {
            await discard();
            throw error;
          }
        },
        async keep() {
          try {
            await disk.rename(temporary, pathOf(file));
            await Promise.all([syncFolder(path.dirname(temporary)), shut()]);
          } catch (error) {
            await discard();
            await disk.rm(pathOf(file), { force: true });
            throw error;
          }
          return file;
        },
        discard,
      };
    },
    close: async () => void (await Promise.all([...folders.keys()].map(closeFolder))),
    /** Opens an original to be sent, from `start` on; one that is missing or too short is a storage error. */
    async read(file: string, { bytes, start = 0, length = bytes - start }: Part): Promise<Reading> {
      const handle = await disk.open(pathOf(file), "r").catch((error) => {
        throw error.code === "ENOENT" ? storageError() : error;
      });
      return openReading(handle, { bytes, start, length });
    },
    remove: (file: string) => disk.rm(pathOf(file), { force: true }),
    /** Every original that is there; uploads that never finished are none. */
    async names(): Promise<string[]> {
      const all: string[] = [];
      for (const shard of shards)
        for (const name of await disk.readdir(path.join(home, shard)))
          if (isOriginal.test(name)) all.push(name);
      return all;
    },
    /** Start-up only: removes uploads that never finished and files whose row was never committed. */
    async sweep(known: ReadonlySet<string>) {
      for (const shard of shards)
        for (const name of await disk.readdir(path.join(home, shard)))
          if (!known.has(name)) await disk.rm(path.join(home, shard, name), { force: true });
    },
  };
}
export type Files = Awaited<ReturnType<typeof openFiles>>;
