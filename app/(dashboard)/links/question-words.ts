import { linkLooks } from "@/components/link-status";
import type { LinkQuery } from "@/lib/links/schema";

/** A question to the ledger for reading: "Live, pages, of one issuer, “nora”". People and images are not named. */
export function linkQuestionInWords(query: LinkQuery): string {
  const { status, mode, q, by, to, image, key, before, asks, sort } = query;
  const parts = [
    status !== "all" && linkLooks[status].word,
    mode !== "all" && (mode === "gated" ? "pages" : "direct"),
    by && "of one issuer",
    to && "for one recipient",
    image && "of one image",
    key && "live on one key",
    before && `ending by ${before}`,
    asks && "asked for more time",
    q && `“${q}”`,
    sort === "ends" && "what ends next first",
  ].filter((part) => typeof part === "string" && part !== "");
  const text = parts.join(", ");
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : "Every link";
}
