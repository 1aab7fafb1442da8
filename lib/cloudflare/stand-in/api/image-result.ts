import type { StandIn } from "../context.ts";
import { idInPath } from "../ids.ts";
import type { ImageRow } from "../store/images.ts";
import type { Variant } from "../store/variants.ts";

/** An image as the API shows it: one unsigned URL per named variant, drafts included. */
export function imageResult(standIn: StandIn, row: ImageRow, variants: ReadonlyMap<string, Variant>) {
  const base = `${standIn.publicUrl()}/${standIn.account.accountHash}/${idInPath(row.id)}`;
  return {
    id: row.id,
    filename: row.filename,
    meta: row.meta,
    uploaded: row.uploaded.toISOString(),
    requireSignedURLs: row.require_signed_urls,
    variants: [...variants.keys()].map((name) => `${base}/${name}`),
    creator: row.creator,
    ...(row.draft ? { draft: true } : {}),
  };
}
