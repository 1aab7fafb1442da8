import pg from "pg";
import { steps } from "./schema.ts";

export type Database = {
  pool: pg.Pool;
  /** Runs several statements as one; rolls back when `work` throws. */
  transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const options = "-c search_path=stand_in -c statement_timeout=15000 -c timezone=UTC";
const ownerLock = 7_203_114;

/**
 * Opens the database, brings its schema up to date and takes it for this process alone:
 * memory caches are right only while nobody else writes.
 */
export async function openDatabase(url: string): Promise<Database> {
  const owner = new pg.Client({ connectionString: url, options, connectionTimeoutMillis: 5000 });
  owner.on("error", () => {}); // a restarted server drops the lock; the pool reports what matters
  await owner.connect();
  try {
    await takeOwnership(owner);
    await migrate(owner);
  } catch (error) {
    await owner.end();
    throw error;
  }
  const pool = new pg.Pool({ connectionString: url, options, max: 8, connectionTimeoutMillis: 5000 });
  pool.on("error", () => {}); // an idle connection broke: the next query opens another
  return {
    pool,
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const result = await work(client);
        await client.query("COMMIT");
        client.release();
        return result;
      } catch (error) {
        // A connection in doubt is thrown away, never handed on.
        client.release(
          await client.query("ROLLBACK").then(
            () => false,
            () => true,
          ),
        );
        throw error;
      }
    },
    async close() {
      await pool.end();
      await owner.end().catch(() => {});
    },
  };
}

async function takeOwnership(client: pg.Client) {
  // A predecessor that was killed a moment ago may still hold its connection.
  for (let tries = 0; ; tries++) {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS mine", [ownerLock]);
    if (rows[0]?.mine) return;
    if (tries === 20) throw new Error("Another Cloudflare Images stand-in is using this database.");
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

async function migrate(client: pg.Client) {
  await client.query("CREATE SCHEMA IF NOT EXISTS stand_in");
  await client.query("CREATE TABLE IF NOT EXISTS version (version integer NOT NULL)");
  const { rows } = await client.query<{ version: number }>("SELECT version FROM version");
  const from = rows[0]?.version ?? 0;
  if (from > steps.length) throw new Error("This database was written by a newer stand-in.");
  for (const [index, sql] of steps.entries()) {
    if (index < from) continue;
    await client.query(
      `BEGIN; ${sql}; DELETE FROM version; INSERT INTO version VALUES (${index + 1}); COMMIT`,
    );
  }
}
