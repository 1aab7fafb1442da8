import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import sharp, { type Sharp } from "sharp";
import { accountOf, type Bench, openStandIn } from "./stand-in.ts";
import { add, cpuMs, median, rate, spread } from "./tools.ts";

const atOnce = 4;

/** Goals 17 and 18: pictures made on the fly, beside raw sharp with the same settings and ipx. */
export async function transforms(bench: Bench, rounds: number) {
  const photo = await bench.photo(4000, 3000);
  const file = path.join(bench.dir, "photo.jpg");
  writeFileSync(file, photo);
  const standIn = await openStandIn(bench, {});
  await standIn.api("PATCH", "v1/config", { flexible_variants: true });
  const id = await standIn.upload(photo);
  const ipx = await bench.peer("ipx-server.mjs", bench.dir);
  sharp.concurrency(1);
  sharp.cache(false);
  const raw = {
    jpeg: (image: Sharp) => image.jpeg({ quality: 85, progressive: true }),
    webp: (image: Sharp) => image.webp({ quality: 85, effort: 2 }),
    avif: (image: Sharp) => image.avif({ quality: 60, effort: 0 }),
  };
  const seen: Record<string, number[]> = {};
  const cost: Record<string, number[]> = {};
  /** Pictures a second, and processor time for each, which other programs on the machine hardly change. */
  const measured = async (
    what: string,
    [count, used, work]: [number, () => number, (n: number) => Promise<unknown>],
    warming: boolean,
  ) => {
    const before = used();
    const { perSecond } = await rate(count, atOnce, work);
    if (warming) return;
    add(seen, what, perSecond);
    add(cost, what, (used() - before) / count);
  };
  const here = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  let fresh = 0;
  const get = async (url: string) => {
    const response = await fetch(url);
    const { byteLength } = await response.arrayBuffer();
    if (!response.ok || byteLength < 1000) throw new Error(`${response.status} for ${url}`);
  };
  for (let round = 0; round <= rounds; round++)
    for (const [format, count] of [
      ["jpeg", 60],
      ["webp", 40],
      ["avif", 24],
    ] as const) {
      const height = format === "avif" ? 700 : 768;
      const warming = round === 0;
      const ours = () =>
        get(
          `${standIn.url}/${accountOf.accountHash}/${id}/w=${1366 + (fresh++ % 5000)},h=${height},metadata=none,f=${format}`,
        );
      await measured(`${format} stand-in`, [count, () => cpuMs(standIn.pid), ours], warming);
      const bare = () =>
        raw[format](
          sharp(file, { sequentialRead: true }).autoOrient().resize({ width: 1366, height, fit: "inside" }),
        ).toBuffer();
      await measured(`${format} raw sharp`, [count, here, bare], warming);
      // ipx keeps no results, but its file must differ for nobody's cache to help.
      copyFileSync(file, path.join(bench.dir, `ipx-${round}-${format}.jpg`));
      const theirs = () =>
        get(`${ipx.url}/f_${format},s_1366x${height},fit_inside/ipx-${round}-${format}.jpg`);
      await measured(`${format} ipx`, [format === "avif" ? 4 : count, () => cpuMs(ipx.pid), theirs], warming);
    }
  await standIn.stop();
  await ipx.stop();
  for (const [what, values] of Object.entries(seen))
    bench.line(
      "transforms",
      what,
      `${median(values).toFixed(1)}/s, ${median(cost[what] ?? []).toFixed(0)} ms of processor each`,
      spread(values),
    );
  for (const format of Object.keys(raw)) {
    const ratio = (of: Record<string, number[]>, a: string, b: string) =>
      median(of[`${format} ${a}`] ?? [0]) / median(of[`${format} ${b}`] ?? [1]);
    for (const peer of ["raw sharp", "ipx"]) {
      const work = `by processor time ${ratio(cost, peer, "stand-in").toFixed(2)}`;
      bench.line("ratio", `${format}: stand-in / ${peer}`, ratio(seen, "stand-in", peer).toFixed(2), work);
    }
  }
}
