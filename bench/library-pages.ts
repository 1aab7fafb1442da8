import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { chromium } from "@playwright/test";
import { browser as launchOptions } from "../e2e/browser.ts";
import type { Person, Product } from "../e2e/product.ts";
import { measureBeside, ms } from "./library-measure.ts";
import { root, start } from "./tools.ts";

type Line = (...cells: string[]) => void;

/** The whole page over HTTP, signed in, beside a page of the same framework that only lists fifty rows. */
export async function measurePages(product: Product, person: Person, databaseUrl: string, line: Line) {
  const { name, value } = await product.sessionCookie(person);
  const headers = { cookie: `${name}=${value}` };
  const bare = await startBare(databaseUrl);
  try {
    const pages = [
      ["bare page of 50 rows", bare.url, {}],
      ["library, grid", `${product.url}/images`, headers],
      ["library, table", `${product.url}/images?view=table`, headers],
      ["library, a search", `${product.url}/images?q=beach`, headers],
      ["home", `${product.url}/`, headers],
    ] as const;
    // More warm-up than a query needs: what is drawn often is compiled by and by.
    const runs = pages.map(([, url, sent]) => getter(url, sent));
    for (const run of runs) for (let warm = 0; warm < 100; warm += 1) await run();
    const seen = await measureBeside(runs, 5);
    for (const [index, [p50 = 0, p95 = 0, many = 0, rate = 0]] of seen.entries()) {
      const [alone = 1, , , bareRate = 1] = seen[0] ?? [];
      const ratio = `${(p50 / alone).toFixed(1)} × alone, ${(bareRate / rate).toFixed(1)} × at sixteen`;
      const goal = index === 1 ? "3 × bare" : "";
      line(
        "page",
        `${pages[index]?.[0]}: ${ratio}`,
        ms(p50),
        ms(p95),
        ms(many),
        String(Math.round(rate)),
        goal,
      );
    }
  } finally {
    await bare.stop();
  }
}

function getter(url: string, headers: http.OutgoingHttpHeaders) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  return () =>
    new Promise<void>((resolve, reject) => {
      http
        .get(url, { agent, headers }, (response) => {
          if (response.statusCode !== 200) reject(new Error(`${response.statusCode} for ${url}`));
          response.on("end", resolve).resume();
        })
        .on("error", reject);
    });
}

/** The least that the framework can do: one query, one table, no styles, nobody signed in. */
async function startBare(databaseUrl: string) {
  const dir = path.join(root, ".data", "bench-bare");
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(path.join(dir, "app"), { recursive: true });
  const files = {
    "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(root)} }, serverExternalPackages: ["pg"] };`,
    "app/layout.jsx": "export default ({ children }) => <html lang='en'><body>{children}</body></html>;",
    "app/page.jsx": `import pg from "pg";
export const dynamic = "force-dynamic";
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
export default async function Page() {
  const { rows } = await pool.query('SELECT "id", "name", "bytes", "createdAt" FROM "Image" ORDER BY "createdAt" DESC, "id" DESC LIMIT 50');
  return <table><tbody>{rows.map((row) => <tr key={row.id}><td>{row.name}</td><td>{row.bytes}</td><td>{row.createdAt.toISOString()}</td></tr>)}</tbody></table>;
}`,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(dir, file), text);
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const env = {
    ...process.env,
    NODE_ENV: "production",
    NODE_OPTIONS: "",
    NEXT_TELEMETRY_DISABLED: "1",
  } as NodeJS.ProcessEnv;
  execFileSync(process.execPath, [next, "build", dir], { stdio: ["ignore", "ignore", "inherit"], env });
  const port = String(20_000 + Math.floor(Math.random() * 9_000));
  const script = `"$0" "$1" start "$2" -p ${port} -H 127.0.0.1 & trap 'kill $!' TERM; until curl -sf http://127.0.0.1:${port}/ >/dev/null; do sleep 0.1; done; echo ready on http://127.0.0.1:${port}/; wait`;
  return start("sh", ["-c", script, process.execPath, next, dir], {
    ...env,
    DATABASE_URL: databaseUrl,
  } as Record<string, string>);
}

/** What a first and a second visit transfer, how soon a tile is there, and what moves. */
export async function measureBrowser(product: Product, person: Person, line: Line) {
  const browser = await chromium.launch(await launchOptions());
  const { name, value, url } = await product.sessionCookie(person);
  const enter = async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ name, value, url }]);
    return context;
  };
  // The browser's own start is nobody's; what it fetched goes with this context.
  const before = await enter();
  await (await before.newPage()).goto(`${product.url}/images`);
  await before.close();
  const context = await enter();
  for (const visit of ["first visit", "second visit"]) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const kinds = new Map<string, string>();
    const bytes: Record<string, { files: number; sent: number }> = {};
    session.on("Network.responseReceived", ({ requestId, type, response }) =>
      kinds.set(requestId, response.fromDiskCache ? "Cached" : type),
    );
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? "Other";
      const seen = bytes[kind] ?? { files: 0, sent: 0 };
      bytes[kind] = { files: seen.files + 1, sent: seen.sent + encodedDataLength };
    });
    const began = performance.now();
    await page.goto(`${product.url}/images`);
    await page.getByRole("main").getByRole("article").first().waitFor();
    const visible = performance.now() - began;
    // Every picture that the browser asks for of itself; else the second visit would fetch what this one left out.
    await page.waitForLoadState("networkidle");
    const moved = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 500);
        }),
    );
    const kb = (kind: string) =>
      `${((bytes[kind]?.sent ?? 0) / 1000).toFixed(0)} kB in ${bytes[kind]?.files ?? 0}`;
    line(
      "browser",
      `${visit}, list visible`,
      `${Math.round(visible)} ms`,
      "",
      "",
      "",
      visit.startsWith("first") ? "450" : "320",
    );
    line("browser", `${visit}, JavaScript`, kb("Script"), "", "", "", "200 kB");
    line("browser", `${visit}, pictures`, kb("Image"), "", "", "", "15 kB each, 0 warm");
    line("browser", `${visit}, layout shift`, moved.toFixed(4), "", "", "", "0");
    await page.close();
  }
  await browser.close();
}
