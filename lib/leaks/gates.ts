import "server-only";
import { db } from "@/lib/db";
import { adviseOn } from "@/lib/leaks/advice";
import { findTokens } from "@/lib/leaks/rules";
import type { LeakCard } from "@/lib/leaks/schema";
import { linkColumns, toRows } from "@/lib/links/rows";
import { stillOpens } from "@/lib/links/schema";
import { tokenHash } from "@/lib/links/tokens";

/** A card for each gated link in a text, at most `limit`. The tokens are in none of them. */
export async function examineGates(
  text: string,
  { limit, now }: { limit: number; now: Date },
): Promise<LeakCard[]> {
  const tokens = findTokens(text).slice(0, limit);
  if (tokens.length === 0) return [];
  const links = await db().link.findMany({
    where: { tokenHash: { in: tokens.map(tokenHash) } },
    select: { ...linkColumns, tokenHash: true },
  });
  const rows = await toRows(links, now);
  return tokens.map((token, at) => {
    const hash = Buffer.from(tokenHash(token));
    const index = links.findIndex((link) => link.tokenHash !== null && hash.equals(link.tokenHash));
    return toCard(rows[index] ?? null, { id: `gate${at}`, now });
  });
}

type Row = Awaited<ReturnType<typeof toRows>>[number];

function toCard(row: Row | null, { id, now }: { id: string; now: Date }): LeakCard {
  const opens = row !== null && stillOpens(row);
  const advice = adviseOn({
    verdict: row ? "gated" : "no-gate",
    answer: opens ? "served" : "refused",
    endsAt: row?.endsAt ?? null,
    now,
    imageId: row?.imageId ?? null,
    imageOpen: false,
    alwaysPublic: false,
    entry: row && { id: row.id, status: row.status },
  });
  return {
    id,
    address: "/s/••••",
    verdict: row ? "gated" : "no-gate",
    headline: row
      ? "A gated link of ours: it can be stopped at once"
      : "Looks like a gated link, but the ledger knows none such",
    faults: [],
    endsAt: row?.endsAt ?? null,
    key: null,
    image: row && { id: row.imageId, name: row.imageName, exposure: null },
    entry: row && toEntry(row),
    probably: false,
    others: [],
    measured: { answer: "not-asked", at: now },
    advice,
  };
}

const toEntry = (row: Row) => ({
  linkId: row.id,
  status: row.status,
  reason: row.reason,
  recipient: row.recipient,
  purpose: row.purpose,
  issuedBy: row.issuedBy,
  createdAt: row.createdAt,
  endsAt: row.endsAt,
  imageId: row.imageId,
  imageName: row.imageName,
  variantId: row.variantIds.join(", "),
  keyName: "",
});
