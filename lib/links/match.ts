import "server-only";
import type { Prisma } from "@/lib/generated/prisma/client";
import { searchPatterns } from "@/lib/images/search";
import { statusWhere } from "@/lib/links/filter";
import { readVariants } from "@/lib/links/rows";
import type { LinkMatch } from "@/lib/links/schema";

/** A question to the ledger as a condition; null when nothing can match. */
export async function matchWhere(match: LinkMatch, now: Date): Promise<Prisma.LinkWhereInput | null> {
  const patterns = searchPatterns(match.q);
  if (!patterns) return null;
  const { status, mode, by, to, image, before, asks } = match;
  return {
    AND: [
      status === "all" ? {} : statusWhere(status, await readVariants(), now),
      ...patterns.map((pattern) => ({ searchText: { contains: pattern } })),
      mode === "all" ? {} : { mode },
      by ? { issuedById: by } : {},
      to ? { contactId: to } : {},
      image ? { items: { some: { imageId: image } } } : {},
      before ? { endsAt: { lte: new Date(`${before}T23:59:59.999Z`) } } : {},
      asks ? { requests: { some: { answeredAt: null } } } : {},
    ],
  };
}
