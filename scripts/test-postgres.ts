// One embedded Postgres for a whole test run, in memory-like settings, with a migrated template database.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrate } from "./migrate.ts";
import { startPostgres } from "./postgres.ts";

/** Name of the migrated database that every test copies. */
export const template = "darkroom_template";

/** Vitest and Playwright global setup: starts the server, leaves its admin URL in the environment. */
export default async function setup() {
  if (process.env.TEST_POSTGRES_URL) return;
  const dir = mkdtempSync(path.join(tmpdir(), "darkroom-test-"));
  const postgres = await startPostgres(path.join(dir, "postgres"), [
    "max_connections=200",
    "fsync=off",
    "timezone=America/St_Johns",
  ]);
  await migrate(await postgres.database(template));
  process.env.TEST_POSTGRES_URL = await postgres.database("postgres");
  return async () => {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
    delete process.env.TEST_POSTGRES_URL;
  };
}
