import { median } from "./tools.ts";

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1);

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
  for (let warm = 0; warm < 5; warm += 1) await run();
  const seen: number[][] = [[], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const one = await times(run, 1, 1.2);
    const many = await times(run, 16, 1.2);
    const figures = [at(one.sorted, 0.5), at(one.sorted, 0.95), at(many.sorted, 0.95), many.perSecond];
    for (const [n, figure] of figures.entries()) seen[n]?.push(figure);
  }
  return seen.map((values, n) => (n === 3 ? String(Math.round(median(values))) : ms(median(values))));
}
