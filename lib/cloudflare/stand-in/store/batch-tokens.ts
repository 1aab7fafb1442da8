import { createHash, randomBytes } from "node:crypto";
import type { Database } from "./database.ts";

const digest = (token: string) => createHash("sha256").update(token).digest("hex");

/** Tokens of the batch host, kept as digests; each is 256 random bits, so looking one up tells nothing. */
export const batchTokens = ({ pool }: Database) => ({
  async issue(expires: Date, now: Date): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    await pool.query("DELETE FROM batch_token WHERE expires <= $1", [now]);
    await pool.query("INSERT INTO batch_token (digest, expires) VALUES ($1, $2)", [digest(token), expires]);
    return token;
  },
  async holds(token: string, now: Date): Promise<boolean> {
    const { rows } = await pool.query("SELECT 1 FROM batch_token WHERE digest = $1 AND expires > $2", [
      digest(token),
      now,
    ]);
    return rows.length === 1;
  },
});
export type BatchTokens = ReturnType<typeof batchTokens>;
