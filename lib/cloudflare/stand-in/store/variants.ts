import type { Fit } from "../decoder/options.ts";
import { Refusal } from "../replies.ts";
import type { Rules } from "../rules.ts";
import type { Database } from "./database.ts";
import { memo } from "./memo.ts";

export type VariantOptions = {
  fit: Fit;
  width?: number;
  height?: number;
  metadata: "keep" | "copyright" | "none";
  browser_ttl?: number;
};
export type Variant = { id: string; options: VariantOptions; neverRequireSignedURLs: boolean };

const seed: Variant = {
  id: "public",
  options: { fit: "scale-down", width: 1366, height: 768, metadata: "none" },
  neverRequireSignedURLs: false,
};

/** Named variants of the account; `public` exists from the start and cannot go. */
export function variantRows(database: Database, rules: Rules) {
  const all = memo(async () => {
    const { rows } = await database.pool.query<Variant>(
      `SELECT id, options, never_require_signed_urls AS "neverRequireSignedURLs" FROM variant ORDER BY position`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  });
  const insert = "INSERT INTO variant (id, options, never_require_signed_urls) VALUES ($1, $2, $3)";
  const values = (v: Variant) => [v.id, v.options, v.neverRequireSignedURLs];
  return {
    all: () => all.get(),
    peek: all.peek,
    forget: all.clear,
    async seed() {
      await database.pool.query(`${insert} ON CONFLICT DO NOTHING`, values(seed));
      all.clear();
    },
    async add(variant: Variant) {
      await database.transaction(async (client) => {
        await client.query("LOCK TABLE variant IN EXCLUSIVE MODE");
        const { rows } = await client.query<{ id: string }>("SELECT id FROM variant");
        if (rows.some((row) => row.id === variant.id))
          throw new Refusal(409, 5409, "Resource already exists");
        if (rows.length >= rules.variantCap)
          throw new Refusal(400, 5453, `Service limit reached: at most ${rules.variantCap} variants`);
        await client.query(insert, values(variant));
      });
      all.clear();
    },
    /** False when there is no such variant. */
    async change(id: string, options: VariantOptions, never: boolean | undefined) {
      const { rowCount } = await database.pool.query(
        `UPDATE variant SET options = $2,
           never_require_signed_urls = coalesce($3, never_require_signed_urls) WHERE id = $1`,
        [id, options, never ?? null],
      );
      all.clear();
      return rowCount === 1;
    },
    async remove(id: string) {
      const { rowCount } = await database.pool.query("DELETE FROM variant WHERE id = $1", [id]);
      all.clear();
      return rowCount === 1;
    },
  };
}
export type VariantRows = ReturnType<typeof variantRows>;
