import { median } from "./tools.ts";

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
export const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1);

async function times(run: () => Promise<unknown>, atOnce: number, seconds: number) {
  const taken: number[] = [];
  const began = performance.now();
  const worker = async () => {
    while (performance.now() - began < seconds * 1000) {
      const from = performance.now();
      await run();
      taken.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    sorted: taken.sort((a, b) => a - b),
    perSecond: taken.length / ((performance.now() - began) / 1000),
  };
}

/** Three rounds, medians: alone p50 and p95 in ms, sixteen at once p95 in ms and answers a second. */
export async function measure(run: () => Promise<unknown>, rounds = 3): Promise<string[]> {
  const [figures] = await measureBeside([run], rounds);
  return (figures ?? []).map((value, n) => (n === 3 ? String(Math.round(value)) : ms(value)));
}

/** The same four figures of each, as numbers. They take turns, so that what disturbs one disturbs all. */
export async function measureBeside(runs: (() => Promise<unknown>)[], rounds = 3): Promise<number[][]> {
  const seen = runs.map((): number[][] => [[], [], [], []]);
  for (const run of runs) for (let warm = 0; warm < 5; warm += 1) await run();
  for (let round = 0; round < rounds; round += 1)
    for (const [index, run] of runs.entries()) {
      const one = await times(run, 1, 1.2);
      const many = await times(run, 16, 1.2);
      const figures = [at(one.sorted, 0.5), at(one.sorted, 0.95), at(many.sorted, 0.95), many.perSecond];
      for (const [n, figure] of figures.entries()) seen[index]?.[n]?.push(figure);
    }
  return seen.map((figures) => figures.map((values) => median(values)));
}
