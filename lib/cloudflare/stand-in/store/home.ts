import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "./database.ts";
import { writeDurably } from "./durable.ts";
import type { Files } from "./files.ts";

/**
 * Makes sure that folder and database are a pair, before anything is swept: both hold one random id. Where the ids
 * differ or are missing, both get a new one, if there is nothing to lose (no images on either side) or if the
 * database knows at least one of the originals. Throws otherwise, and touches nothing.
 */
export async function pair(
  dataDir: string,
  { pool }: Database,
  files: Files,
  known: ReadonlySet<string>,
): Promise<void> {
  const file = path.join(path.resolve(dataDir), "identity");
  const ofFolder = (await readFile(file, "utf8").catch((error) => absent(error))).trim();
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM home");
  if (ofFolder !== "" && rows[0]?.id === ofFolder) return;
  const originals = await files.names();
  const related = originals.some((name) => known.has(name));
  if (!related && originals.length > 0)
    throw new Error(
      `The folder ${dataDir} holds images of another database, and starting with this one would delete them. ` +
        "Use the database it belongs to, or another folder.",
    );
  if (!related && known.size > 0)
    throw new Error(
      `The database holds ${known.size} images whose bytes are not in the folder ${dataDir}. ` +
        "Use the folder it belongs to, or another database; to begin anew, an empty folder and a new database.",
    );
  const id = randomBytes(16).toString("hex");
  await writeDurably(file, `${id}\n`); // dying before the next line leaves them to be paired again
  await pool.query("WITH old AS (DELETE FROM home) INSERT INTO home (id) VALUES ($1)", [id]);
}

function absent(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "";
  throw error;
}
