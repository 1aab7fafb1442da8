// Test helpers: a disk that forgets what nobody fsynced, and one whose operations fail now and then.
import fs, { type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { Disk } from "./files.ts";

type File = { live: Buffer; durable: Buffer };
type Names = { live: Map<string, File | Names>; durable: Map<string, File | Names> };

const folder = (): Names => ({ live: new Map(), durable: new Map() });
const isFolder = (node: File | Names): node is Names => node.live instanceof Map;

/**
 * A file system in memory with the two states a real one has: what programs see, and what a power cut leaves. Only an
 * fsync of a file makes its bytes durable, and only one of a folder the names in it.
 */
export function forgetfulDisk() {
  const root = folder();
  let left = Number.POSITIVE_INFINITY;

  /** Every operation counts; after the last one the machine is off and nothing answers any more. */
  async function step() {
    await Promise.resolve();
    if (--left < 0) throw Object.assign(new Error("the power is off"), { code: "EIO" });
  }
  function find(at: string): File | Names {
    let node: File | Names = root;
    for (const name of at.split("/").filter(Boolean)) {
      const next: File | Names | undefined = isFolder(node) ? node.live.get(name) : undefined;
      if (!next) throw Object.assign(new Error(at), { code: "ENOENT" });
      node = next;
    }
    return node;
  }
  const names = (at: string) => find(at) as Names;

  function handle(node: File | Names) {
    const append = async (bytes: Buffer) => {
      await step();
      const file = node as File;
      file.live = Buffer.concat([file.live, bytes]);
      return { bytesWritten: bytes.length };
    };
    return {
      writev: (chunks: Buffer[]) => append(Buffer.concat(chunks)),
      writeFile: append,
      async sync() {
        await step();
        if (isFolder(node)) node.durable = new Map(node.live);
        else node.durable = node.live;
      },
      close: step,
    };
  }

  const disk = {
    async mkdir(at: string) {
      await step();
      let node: Names = root;
      let first: string | undefined;
      const parts = at.split("/").filter(Boolean);
      for (const [depth, name] of parts.entries()) {
        const next = node.live.get(name) ?? folder();
        if (!node.live.has(name)) first ??= `/${parts.slice(0, depth + 1).join("/")}`;
        node.live.set(name, next);
        node = next as Names;
      }
      return first; // as Node does: the first folder that was not there
    },
    async open(at: string, flags: string) {
      await step();
      if (flags === "r") return handle(find(at));
      const file: File = { live: Buffer.alloc(0), durable: Buffer.alloc(0) };
      names(path.dirname(at)).live.set(path.basename(at), file);
      return handle(file);
    },
    async rename(from: string, to: string) {
      await step();
      const node = find(from);
      names(path.dirname(from)).live.delete(path.basename(from));
      names(path.dirname(to)).live.set(path.basename(to), node);
    },
    async rm(at: string) {
      await step();
      names(path.dirname(at)).live.delete(path.basename(at));
    },
    async readdir(at: string) {
      await step();
      return [...names(at).live.keys()];
    },
  } as unknown as Disk;

  /** What a restart finds: durable names and bytes; of the rest, `kept` says which changes had reached the disk anyway. */
  function powerCut(kept: () => boolean) {
    const settle = (node: Names) => {
      for (const name of new Set([...node.live.keys(), ...node.durable.keys()])) {
        const [now, then] = [node.live.get(name), node.durable.get(name)];
        const found = now === then || kept() ? now : then;
        if (found) node.durable.set(name, found);
        else node.durable.delete(name);
      }
      node.live = new Map(node.durable);
      for (const child of node.live.values())
        if (isFolder(child)) settle(child);
        else child.live = child.durable;
    };
    settle(root);
    left = Number.POSITIVE_INFINITY;
  }

  return {
    disk,
    offAfter: (operations: number) => {
      left = operations;
    },
    powerCut,
    /** The bytes at a path, or null. */
    bytes(at: string): Buffer | null {
      try {
        const node = find(at);
        return isFolder(node) ? null : node.live;
      } catch {
        return null;
      }
    },
  };
}

/** The real disk, but each operation on files may fail with what `trouble` names. Removing always works. */
export function troubledDisk(trouble: (operation: string) => string | null): Disk {
  const perhaps = async <T>(operation: string, work: () => Promise<T>): Promise<T> => {
    const code = trouble(operation);
    if (code) throw Object.assign(new Error(`${code} on ${operation}`), { code });
    return work();
  };
  const watched = (handle: FileHandle) =>
    new Proxy(handle, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        const call = (...given: unknown[]) => Reflect.apply(value, target, given);
        if (!["writev", "writeFile", "sync", "read", "stat"].includes(String(name))) return call;
        return (...given: unknown[]) => perhaps(String(name), () => call(...given));
      },
    });
  return {
    ...fs,
    open: ((at: string, ...rest: []) =>
      perhaps("open", async () => watched(await fs.open(at, ...rest)))) as typeof fs.open,
    rename: (from, to) => perhaps("rename", () => fs.rename(from, to)),
  };
}
