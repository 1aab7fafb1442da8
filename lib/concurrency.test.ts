import fc from "fast-check";
import { expect, test } from "vitest";
import { mapLimit } from "./concurrency";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("answers in order and never runs more than the limit", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3), { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      async (items, limit) => {
        let running = 0;
        let most = 0;
        const doubled = await mapLimit(items, limit, async (turns) => {
          most = Math.max(most, ++running);
          for (let i = 0; i < turns; i++) await turn();
          running--;
          return turns * 2;
        });
        expect(doubled).toEqual(items.map((item) => item * 2));
        expect(most).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 50 },
  );
});

test("the first failure stops the queue", async () => {
  const started: number[] = [];
  const run = mapLimit([0, 1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item);
    await turn();
    if (item === 1) throw new Error("one is odd");
  });
  await expect(run).rejects.toThrow("one is odd");
  await turn();
  expect(started.length).toBeLessThan(6);
});
