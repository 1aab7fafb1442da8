// Everything that must hold, in one command; it ends with one line that counts.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "./build.ts";
import { strayFiles } from "./deployed-files.ts";
import { root } from "./servers.ts";

type Count = { passed: number; failed: number };
type Check = { name: string; run(): Promise<Count> };

const reports = path.join(root, "test-results");
const report = (name: string) => path.join(reports, `${name}.json`);

function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return new Promise<boolean>((resolve) => child.once("exit", (code) => resolve(code === 0)));
}

const one = (ok: boolean): Count => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** A runner's own count; when it died before writing one, that is one failure. */
function counted(ok: boolean, file: string, read: (json: Record<string, unknown>) => Count): Count {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const count = read(JSON.parse(readFileSync(file, "utf8")));
  return ok || count.failed > 0 ? count : { ...count, failed: 1 };
}

const vitest = "node_modules/vitest/vitest.mjs";
const playwright = "node_modules/@playwright/test/cli.js";
const next = "node_modules/next/dist/bin/next";

export const checks = {
  lint: {
    name: "format and lint",
    run: async () =>
      one(
        await run([
          "node_modules/@biomejs/biome/bin/biome",
          "ci",
          "--error-on-warnings",
          "--colors=off",
          ".",
        ]),
      ),
  },
  types: {
    name: "types",
    run: async () =>
      one((await run([next, "typegen"])) && (await run(["node_modules/typescript/bin/tsc", "--noEmit"]))),
  },
  units: {
    name: "unit and integration tests",
    run: async () => {
      const ok = await run([
        ...[vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report("units")}`],
      ]);
      return counted(ok, report("units"), (json) => ({
        passed: Number(json.numPassedTests),
        failed: Number(json.numFailedTests),
      }));
    },
  },
  build: {
    name: "production build",
    run: async () => {
      await build({ verbose: true });
      const stray = strayFiles();
      for (const file of stray) console.error(`A deployment would carry ${file}`);
      return one(stray.length === 0);
    },
  },
  browser: {
    name: "browser tests",
    run: async () => {
      const ok = await run([playwright, "test", "--project=chromium"], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: report("browser"),
      });
      return counted(ok, report("browser"), (json) => {
        const stats = json.stats as { expected: number; unexpected: number; flaky: number };
        if (stats.flaky > 0)
          console.log(`${stats.flaky} passed only at the second try; each is named above.`);
        return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
      });
    },
  },
} satisfies Record<string, Check>;

/** Runs the checks in order, all of them even when one fails, and ends the process with the verdict. */
export async function conclude(list: Check[]): Promise<never> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const total: Count = { passed: 0, failed: 0 };
  const failed: string[] = [];
  for (const check of list) {
    console.log(`\n── ${check.name}`);
    const count = await check.run().catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      return one(false);
    });
    total.passed += count.passed;
    total.failed += count.failed;
    if (count.failed > 0) failed.push(check.name);
  }
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(", ")}.`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
}

if (process.argv[1] === import.meta.filename)
  await conclude([checks.lint, checks.types, checks.units, checks.build, checks.browser]);
