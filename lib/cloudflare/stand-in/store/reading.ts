import type { FileHandle } from "node:fs/promises";
import { storageError } from "../replies.ts";

/** Bytes of an original on their way out. Whoever gets one closes it, read or not. */
export type Reading = {
  length: number;
  pieces(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
};

const pieceBytes = 256 * 1024;

/**
 * Reads the first piece before anybody is told that all is well: what cannot be read is then refused, not cut off.
 * Trouble further on throws out of `pieces`.
 */
export async function openReading(
  handle: FileHandle,
  { bytes, start, length }: { bytes: number; start: number; length: number },
): Promise<Reading> {
  const close = () => handle.close().catch(() => {});
  async function piece(at: number): Promise<Buffer> {
    const wanted = Math.min(pieceBytes, start + length - at);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(wanted), 0, wanted, at);
    if (bytesRead === 0) throw storageError();
    return buffer.subarray(0, bytesRead);
  }
  try {
    if ((await handle.stat()).size !== bytes) throw storageError();
    const first = length > 0 ? await piece(start) : Buffer.alloc(0);
    return {
      length,
      close,
      async *pieces() {
        yield first;
        for (let at = start + first.length; at < start + length; ) {
          const next = await piece(at);
          at += next.length;
          yield next;
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
