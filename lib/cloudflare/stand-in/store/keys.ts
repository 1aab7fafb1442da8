import { randomBytes } from "node:crypto";
import { Refusal } from "../replies.ts";
import type { Rules } from "../rules.ts";
import type { Database } from "./database.ts";
import { memo } from "./memo.ts";

export type SigningKey = { name: string; value: string };

const newValue = () => randomBytes(24).toString("base64");

/** Signing keys of the account; `default` exists from the start. */
export function keyRows(database: Database, rules: Rules) {
  const all = memo(async () => {
    const { rows } = await database.pool.query<SigningKey>(
      "SELECT name, value FROM signing_key ORDER BY position",
    );
    return rows;
  });
  async function write(work: Parameters<Database["transaction"]>[0]) {
    await database.transaction(async (client) => {
      await client.query("LOCK TABLE signing_key IN EXCLUSIVE MODE"); // the cap is counted, so one writer at a time
      await work(client);
    });
    all.clear();
    return all.get();
  }
  return {
    all: () => all.get(),
    peek: all.peek,
    forget: all.clear,
    seed: (value = newValue()) =>
      write(async (client) => {
        const { rows } = await client.query("SELECT 1 FROM signing_key LIMIT 1");
        if (rows.length === 0)
          await client.query("INSERT INTO signing_key (name, value) VALUES ('default', $1)", [value]);
      }),
    /** Gives a key this value, new or not, whatever the cap: for rehearsals that know their signatures beforehand. */
    set: (name: string, value: string) =>
      write(async (client) => {
        const { rowCount } = await client.query("UPDATE signing_key SET value = $2 WHERE name = $1", [
          name,
          value,
        ]);
        if (rowCount === 0)
          await client.query("INSERT INTO signing_key (name, value) VALUES ($1, $2)", [name, value]);
      }),
    put: (name: string) =>
      write(async (client) => {
        const { rows } = await client.query<{ name: string }>("SELECT name FROM signing_key");
        if (rows.some((row) => row.name === name)) {
          if (rules.existingKey === "keep") return;
          await client.query("UPDATE signing_key SET value = $2 WHERE name = $1", [name, newValue()]);
          return;
        }
        if (rows.length >= rules.keyCap)
          throw new Refusal(400, 5453, `Service limit reached: at most ${rules.keyCap} signing keys`);
        await client.query("INSERT INTO signing_key (name, value) VALUES ($1, $2)", [name, newValue()]);
      }),
    remove: (name: string) =>
      write(async (client) => {
        const { rows } = await client.query<{ name: string }>("SELECT name FROM signing_key");
        if (!rows.some((row) => row.name === name)) throw new Refusal(404, 5404, "Signing key not found");
        if (rows.length === 1 && rules.lastKey === "refuse")
          throw new Refusal(400, 5400, "Bad request: the last signing key cannot be deleted");
        await client.query("DELETE FROM signing_key WHERE name = $1", [name]);
        if (rows.length === 1)
          await client.query("INSERT INTO signing_key (name, value) VALUES ('default', $1)", [newValue()]);
      }),
  };
}
export type KeyRows = ReturnType<typeof keyRows>;
