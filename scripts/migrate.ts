// What `prisma migrate deploy` does, with no engine to download; both share the _prisma_migrations table.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { openSchemaEngine } from "./schema-engine.ts";

export const migrationsDir = path.resolve(import.meta.dirname, "../prisma/migrations");
const filters = { externalTables: [], externalEnums: [] };

async function readOrError(file: string) {
  try {
    return { tag: "ok" as const, value: await readFile(file, "utf8") };
  } catch (error) {
    return { tag: "error" as const, value: (error as Error).message };
  }
}

async function listMigrations() {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const lock = await readOrError(path.join(migrationsDir, "migration_lock.toml"));
  return {
    baseDir: migrationsDir,
    shadowDbInitScript: "",
    lockfile: { path: "migration_lock.toml", content: lock.tag === "ok" ? lock.value : null },
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: await readOrError(path.join(migrationsDir, name, "migration.sql")),
        },
      })),
    ),
  };
}

/** Applies what is missing, in order; safe to run at once from several places. Returns the names applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const { engine, close } = await openSchemaEngine(databaseUrl);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await listMigrations(),
      filters,
    });
    return appliedMigrationNames;
  } finally {
    await close();
  }
}

/** What schema.prisma has that the migrations lack (or the reverse), as SQL; empty when they agree. */
export async function schemaDrift(databaseUrl: string): Promise<string> {
  const { engine, close } = await openSchemaEngine(databaseUrl);
  const file = path.resolve(migrationsDir, "../schema.prisma");
  try {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...(await listMigrations()) },
      to: { tag: "schemaDatamodel", files: [{ path: file, content: await readFile(file, "utf8") }] },
      script: true,
      exitCode: null,
      filters,
    });
    return (stdout ?? "").replaceAll(/^--.*$/gm, "").trim();
  } finally {
    await close();
  }
}

/** `npm run migrate`: for a deployment. A pooled address cannot hold the lock, so the direct one wins. */
async function main() {
  const url = process.env.DATABASE_URL_UNPOOLED || process.env.DATABASE_URL;
  if (!url) throw new Error("Set DATABASE_URL (or DATABASE_URL_UNPOOLED) to the database to migrate.");
  const applied = await migrate(url);
  console.log(applied.length ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
}

if (process.argv[1] === import.meta.filename) await main();
