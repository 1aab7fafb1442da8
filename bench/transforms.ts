import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import sharp, { type Sharp } from "sharp";
import { accountOf, type Bench, openStandIn } from "./stand-in.ts";
import { add, median, rate, spread } from "./tools.ts";

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
    avif: (image: Sharp) => image.avif({ quality: 60, effort: 1 }),
  };
  const seen: Record<string, number[]> = {};
  const note = (what: string, { perSecond }: { perSecond: number }) => add(seen, what, perSecond);
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
      const ours = await rate(count, atOnce, () =>
        get(
          `${standIn.url}/${accountOf.accountHash}/${id}/w=${1366 + (fresh++ % 5000)},h=${height},metadata=none,f=${format}`,
        ),
      );
      const bare = await rate(count, atOnce, () =>
        raw[format](
          sharp(file, { sequentialRead: true }).autoOrient().resize({ width: 1366, height, fit: "inside" }),
        ).toBuffer(),
      );
      // ipx keeps no results, but its file must differ for nobody's cache to help.
      copyFileSync(file, path.join(bench.dir, `ipx-${round}-${format}.jpg`));
      const theirs = await rate(format === "avif" ? 4 : count, atOnce, () =>
        get(`${ipx.url}/f_${format},s_1366x${height},fit_inside/ipx-${round}-${format}.jpg`),
      );
      if (round === 0) continue; // warms up
      note(`${format} stand-in`, ours);
      note(`${format} raw sharp`, bare);
      note(`${format} ipx`, theirs);
    }
  await standIn.stop();
  await ipx.stop();
  for (const [what, values] of Object.entries(seen))
    bench.line("transforms", what, `${median(values).toFixed(1)}/s`, spread(values));
  for (const format of Object.keys(raw)) {
    const of = (who: string) => median(seen[`${format} ${who}`] ?? [0]);
    bench.line("ratio", `${format}: stand-in / raw sharp`, (of("stand-in") / of("raw sharp")).toFixed(2), "");
    bench.line("ratio", `${format}: stand-in / ipx`, (of("stand-in") / of("ipx")).toFixed(2), "");
  }
}
