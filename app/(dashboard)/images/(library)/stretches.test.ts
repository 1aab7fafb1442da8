import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImageCard } from "@/lib/images/schema";
import { cursorBeyond, join, mostStretches, readAgain, renew, type Stretch, shownIn } from "./stretches";

const size = 5;

/** A list of numbers read by keyset as the server reads it. */
function reader(all: number[]) {
  const sorted = [...new Set(all)].sort((a, b) => a - b);
  return (cursor: string | null): Stretch => {
    const [way, place] = cursor?.split(" ") ?? [];
    const after = sorted.filter((n) => way !== "after" || n > Number(place));
    const before = sorted.filter((n) => n < Number(place));
    const torn = way === "before" && before.length <= size;
    const rows = way === "before" && !torn ? before.slice(-size) : (torn ? sorted : after).slice(0, size);
    const [first, last] = [rows[0], rows.at(-1)];
    const isFirst = cursor === null || torn;
    return {
      images: rows.map((n) => ({ id: String(n) }) as ImageCard),
      cursor: isFirst ? null : cursor,
      previous: first === undefined || isFirst ? null : `before ${first}`,
      next: last === undefined || sorted.at(-1) === last ? null : `after ${last}`,
    };
  };
}

const idsOf = (list: Stretch[]) => shownIn(list).map(({ image }) => Number(image.id));
const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });

describe("reading on", () => {
  it("meets every image once, from any place, both ways", () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (all, seed) => {
        const read = reader(all);
        const start = seed % 3 === 0 ? null : `after ${all[seed % all.length]}`;
        let list = [read(start)];
        if (list[0]?.images.length === 0) return;
        for (let cursor = cursorBeyond(list, "later"); cursor; cursor = cursorBeyond(list, "later"))
          list = [...list, read(cursor)];
        for (let cursor = cursorBeyond(list, "earlier"); cursor; cursor = cursorBeyond(list, "earlier"))
          list = [read(cursor), ...list];
        expect(idsOf(list)).toEqual([...all].sort((a, b) => a - b));
      }),
    );
  });

  it("keeps a bounded number and finds the way back to what it let go", () => {
    const read = reader(Array.from({ length: 300 }, (_, n) => n));
    let list = [read(null)];
    for (let cursor = cursorBeyond(list, "later"); cursor; cursor = cursorBeyond(list, "later")) {
      list = join(list, read(cursor), "later");
      expect(list.length).toBeLessThanOrEqual(mostStretches);
    }
    expect(idsOf(list)).toEqual(Array.from({ length: 100 }, (_, n) => n + 200));
    const back = cursorBeyond(list, "earlier");
    list = join(list, read(back), "earlier");
    expect(idsOf(list)).toEqual(Array.from({ length: 100 }, (_, n) => n + 195));
  });

  it("leaves no gap and no repeat when images came and went meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(numbers, numbers, fc.nat({ max: 6 }), async (before, after, pages) => {
        const old = reader(before);
        let list = [old(null)];
        for (let page = 0; page < pages; page++) {
          const cursor = cursorBeyond(list, "later");
          if (cursor) list = join(list, old(cursor), "later");
        }
        const fresh = await readAgain(list, async (cursor) => reader(after)(cursor));
        const sorted = [...after].sort((a, b) => a - b);
        expect(idsOf(fresh)).toEqual(sorted.slice(0, Math.min(sorted.length, list.length * size)));
      }),
    );
  });
});

describe("what the server draws anew", () => {
  const read = reader(Array.from({ length: 40 }, (_, n) => n));
  const list = [read(null), read("after 4"), read("after 9")];

  it("takes its place among what was read on", () => {
    const given = reader([5, 6, 7, 8])("after 4");
    expect(renew(list, given)[1]).toBe(given);
    expect(renew(list, given)).toHaveLength(3);
  });

  it("begins anew elsewhere", () => {
    const given = read("after 20");
    expect(renew(list, given)).toEqual([given]);
  });
});
