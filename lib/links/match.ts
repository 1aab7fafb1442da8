import "server-only";
import type { Prisma } from "@/lib/generated/prisma/client";
import { searchPatterns } from "@/lib/images/search";
import type { LinkMatch } from "@/lib/links/changes-schema";
import { liveWhere, statusWhere } from "@/lib/links/filter";
import { readVariants } from "@/lib/links/rows";

/** A question to the ledger as a condition; null when nothing can match. */
export async function matchWhere(match: LinkMatch, now: Date): Promise<Prisma.LinkWhereInput | null> {
  const patterns = searchPatterns(match.q);
  if (!patterns) return null;
  const { status, mode, by, to, image, key, before, asks } = match;
  const variants = status !== "all" || key ? await readVariants() : null;
  return {
    AND: [
      status !== "all" && variants ? statusWhere(status, variants, now) : {},
      key && variants ? liveWhere(variants, now, { keyId: key }) : {},
      ...patterns.map((pattern) => ({ searchText: { contains: pattern } })),
      mode === "all" ? {} : { mode },
      by ? { issuedById: by } : {},
      to ? { contactId: to } : {},
      image ? { items: { some: { imageId: image } } } : {},
      before ? { endsAt: { lte: new Date(`${before}T23:59:59.999Z`) } } : {},
      asks ? { revokedAt: null, requests: { some: { answeredAt: null } } } : {},
    ],
  };
}
