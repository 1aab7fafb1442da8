// Measures the library at a million images: npx tsx --tsconfig bench/tsconfig.json bench/library.ts [--images n]
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import type { Actor } from "../lib/auth/actor.ts";
import { migrate } from "../scripts/migrate.ts";
import { startPostgres } from "../scripts/postgres.ts";
import { template } from "../scripts/test-postgres.ts";

const { values } = parseArgs({
  options: {
    images: { type: "string", default: "1000000" },
    only: { type: "string", default: "data screens page browser" },
  },
});
const images = Number(values.images);
const dir = mkdtempSync(path.join(tmpdir(), "bench-library-"));
const postgres = await startPostgres(path.join(dir, "postgres"), [
  ...["max_connections=60", "shared_buffers=2GB", "maintenance_work_mem=512MB", "work_mem=32MB"],
  ...["random_page_cost=1.1", "jit=off", "max_wal_size=4GB", "fsync=off"],
]);
await migrate(await postgres.database(template));
process.env.TEST_POSTGRES_URL = await postgres.database("postgres");

const { startProduct } = await import("../e2e/product.ts");
const { seedLibrary } = await import("./library-seed.ts");
const { storePictures } = await import("./library-pictures.ts");
const product = await startProduct();
const lines: string[][] = [];
const line = (...cells: string[]) => {
  lines.push(cells);
  console.log(cells.join(" · "));
};
async function measureScreens(actor: Actor, databaseUrl: string) {
  const { screenCases } = await import("./screens-cases.ts");
  const { seedScreens } = await import("./screens-seed.ts");
  const { measure } = await import("./library-measure.ts");
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await seedScreens(client, images, actor.id);
  await client.end();
  for (const { what, goal, run } of await screenCases(actor))
    line("screens", what, ...(await measure(run)), goal);
}
try {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${images.toLocaleString("en")} images`,
  );
  const people = await Promise.all(Array.from({ length: 12 }, () => product.person("editor")));
  const owner = await product.person("owner");
  const began = performance.now();
  const databaseUrl = product.secrets["the database's address"] ?? "";
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await seedLibrary(
    client,
    images,
    people.map(({ id }) => id),
    await storePictures(product, 60),
  );
  const { rows } = await client.query(`SELECT pg_size_pretty(pg_total_relation_size('"Image"')) AS size`);
  await client.end();
  console.log(`seeded in ${Math.round((performance.now() - began) / 1000)} s, ${rows[0].size} with indexes`);

  if (/data|jobs/.test(values.only)) {
    Object.assign(process.env, {
      DATABASE_URL: databaseUrl,
      NEXTAUTH_SECRET: product.secrets["the session secret"],
      CLOUDFLARE_ACCOUNT_ID: product.cloudflare.account,
      CLOUDFLARE_ACCOUNT_HASH: product.cloudflare.hash,
      CLOUDFLARE_API_TOKEN: product.cloudflare.token,
      CLOUDFLARE_API_URL: `${product.cloudflare.url}/client/v4`,
      CLOUDFLARE_UPLOAD_URL: product.cloudflare.url,
      CLOUDFLARE_DELIVERY_URL: product.cloudflare.url,
    });
    const { libraryCases } = await import("./library-cases.ts");
    const { measure } = await import("./library-measure.ts");
    const actor = { ...owner, from: { address: "127.0.0.1", client: "bench" } } as unknown as Actor;
    for (const { what, goal, run } of values.only.includes("data") ? await libraryCases(actor) : [])
      line("data", what, ...(await measure(run)), goal);
    if (values.only.includes("screens")) await measureScreens(actor, databaseUrl);
    if (values.only.includes("jobs")) {
      const { measureJobs } = await import("./jobs-measure.ts");
      await measureJobs(actor, line);
    }
    const { db } = await import("../lib/db.ts");
    await db().$disconnect();
  }
  const { measurePages, measureBrowser } = await import("./library-pages.ts");
  if (values.only.includes("page")) await measurePages(product, owner, databaseUrl, line);
  if (values.only.includes("browser")) await measureBrowser(product, owner, line);
  console.log(
    "\n| part | what | c1 p50 | c1 p95 | c16 p95 | c16/s | goal |\n| --- | --- | --- | --- | --- | --- | --- |",
  );
  for (const cells of lines) console.log(`| ${cells.join(" | ")} |`);
} finally {
  await product.stop();
  await postgres.stop();
  rmSync(dir, { recursive: true, force: true });
}
