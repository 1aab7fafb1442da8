import { LRUCache } from "lru-cache";
import type { Inspection, OutputFormat, Source } from "../decoder/jobs.ts";
import type { PictureOptions } from "../decoder/options.ts";
import type { Decoder } from "../decoder/pool.ts";
import { Refusal } from "../replies.ts";
import type { Rules } from "../rules.ts";
import type { Kind, Pictures } from "../store/pictures.ts";

/** What is to be made: a picture, or the cleaned text of a drawing. */
export type Wish =
  | { kind: "draw"; source: Source; options: PictureOptions; format: OutputFormat }
  | { kind: "clean"; path: string };

/** Pictures from memory, else from disk, else made: once, however many ask at the same moment. */
export function createRenderer(decoder: Decoder, pictures: Pictures, memoryBytes: number) {
  const memory = new LRUCache<string, Buffer>({
    maxSize: Math.max(1, memoryBytes),
    sizeCalculation: (body) => body.length + 512,
  });
  const running = new Map<string, Promise<Buffer>>();
  // What killed a decoder or could not be decoded is not tried again at once by everybody who asks.
  const failed = new LRUCache<string, Refusal>({ max: 1000, ttl: 60_000 });
  let made = 0;

  async function make(name: string, wish: Wish): Promise<Buffer> {
    const to = pictures.temporary(name);
    made++;
    const { bytes } = await (wish.kind === "draw"
      ? decoder.draw({ ...wish, to })
      : decoder.look({ ...wish, to })
    ).catch((error) => {
      if (error instanceof Refusal && /^(9516|9529|9422)$/.test(String(error.code))) failed.set(name, error);
      throw error;
    });
    const kind: Kind = wish.kind === "draw" ? wish.format : "svg";
    await pictures.keep(name, kind, bytes);
    const body = await pictures.read(name);
    if (!body) throw new Refusal(503, 9522, "Busy, try again", { "retry-after": "1" });
    return body;
  }

  return {
    /** From memory only, at once. */
    peek: (name: string): Buffer | undefined => memory.get(name),
    async render(name: string, wish: Wish): Promise<{ body: Buffer; hit: boolean }> {
      const held = memory.get(name);
      if (held) return { body: held, hit: true };
      const refused = failed.get(name);
      if (refused) throw refused;
      const stored = await pictures.read(name);
      if (stored) {
        memory.set(name, stored);
        return { body: stored, hit: true };
      }
      const meanwhile = memory.get(name);
      if (meanwhile) return { body: meanwhile, hit: true };
      let job = running.get(name);
      if (!job) {
        job = make(name, wish)
          .then((body) => {
            memory.set(name, body);
            return body;
          })
          .finally(() => running.delete(name));
        running.set(name, job);
      }
      return { body: await job, hit: false };
    },
    inspect: (path: string, declared: string, rules: Rules): Promise<Inspection> =>
      decoder.look({ kind: "inspect", path, declared, rules }),
    /** Drops everything made from one original. */
    forget(original: string) {
      for (const name of memory.keys()) if (name.startsWith(original)) memory.delete(name);
      pictures.forget(original);
    },
    async clear() {
      memory.clear();
      failed.clear();
      await pictures.clear();
    },
    counts: () => ({
      made,
      memory: { held: memory.size, heldBytes: memory.calculatedSize },
      disk: pictures.counts(),
      decoders: decoder.counts(),
    }),
  };
}
export type Renderer = ReturnType<typeof createRenderer>;
