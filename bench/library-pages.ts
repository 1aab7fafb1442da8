import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { browser as launchOptions } from "../e2e/browser.ts";
import type { Person, Product } from "../e2e/product.ts";
import { measureBeside, ms } from "./library-measure.ts";
import { median, root, start } from "./tools.ts";

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
  const visits: Record<string, Visit[]> = { first: [], second: [] };
  for (let round = 0; round < 5; round += 1) {
    const context = await enter();
    for (const seen of Object.values(visits)) seen.push(await visit(context, `${product.url}/images`));
    await context.close();
  }
  for (const [which, seen] of Object.entries(visits)) {
    const of = (read: (one: Visit) => number) => median(seen.map(read));
    const kb = (kind: string) =>
      `${(of(({ sent }) => sent[kind]?.bytes ?? 0) / 1000).toFixed(0)} kB in ${of(({ sent }) => sent[kind]?.files ?? 0)}`;
    const cells = [
      ["list visible", `${Math.round(of(({ visible }) => visible))} ms`, which === "first" ? "450" : "320"],
      ["JavaScript", kb("Script"), "200 kB"],
      ["pictures", kb("Image"), "15 kB each, 0 warm"],
      ["layout shift", of(({ moved }) => moved).toFixed(4), "0"],
    ];
    for (const [what = "", figure = "", goal = ""] of cells)
      line("browser", `${which} visit, ${what}`, figure, "", "", "", goal);
  }
  await browser.close();
}

type Visit = { visible: number; moved: number; sent: Record<string, { files: number; bytes: number }> };

/** One visit in a page of its own: when a tile is there, what came over the wire by kind, how far things moved. */
async function visit(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const kinds = new Map<string, string>();
  const sent: Visit["sent"] = {};
  session.on("Network.responseReceived", ({ requestId, type, response }) =>
    kinds.set(requestId, response.fromDiskCache ? "Cached" : type),
  );
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    const seen = sent[kind] ?? { files: 0, bytes: 0 };
    sent[kind] = { files: seen.files + 1, bytes: seen.bytes + encodedDataLength };
  });
  const began = performance.now();
  // Not until everything is there: pictures below the window are nobody's wait.
  await page.goto(url, { waitUntil: "commit" });
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
  await page.close();
  return { visible, moved, sent };
}
