import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { type Verdict, verdict, visitMs } from "@/lib/gate/rules";
import type { Prisma } from "@/lib/generated/prisma/client";
import { readContents } from "@/lib/links/contents";
import { heldBack, linkStatus } from "@/lib/links/rules";
import type { LinkStatus } from "@/lib/links/schema";
import { tokenHash, tokenPattern } from "@/lib/links/tokens";

const columns = {
  id: true,
  purpose: true,
  recipient: true,
  message: true,
  terms: true,
  startsAt: true,
  endsAt: true,
  revokedAt: true,
  revokeReason: true,
  pausedAt: true,
  usedUpAt: true,
  opens: true,
  maxOpens: true,
  passwordHash: true,
  allowDownload: true,
  issuedBy: { select: { name: true } },
} satisfies Prisma.LinkSelect;

export type Found = Prisma.LinkGetPayload<{ select: typeof columns }> & {
  verdict: Exclude<Verdict, "nothing">;
  status: LinkStatus;
  guarded: boolean;
  images: number;
};

/** The link of a token with what its holder gets now; null for anything that must look as if it never was. */
export async function findGate(token: string, ticket: string | undefined): Promise<Found | null> {
  if (!tokenPattern.test(token)) return null;
  const now = clock.now();
  const link = await db().link.findUnique({
    where: { tokenHash: tokenHash(token), mode: "gated" },
    select: columns,
  });
  if (!link) return null;
  const [contentsOf, visiting] = await Promise.all([
    readContents([link.id]),
    isVisiting(link.id, ticket, now),
  ]);
  const contents = contentsOf(link.id);
  const inLedger = linkStatus({ ...link, items: contents }, now).status;
  const status = inLedger === "moot" ? (heldBack(link, now)?.status ?? inLedger) : inLedger;
  const guarded = link.maxOpens !== null || link.passwordHash !== null || link.terms !== "";
  const decided = verdict({ ...link, status, visiting, guarded }, now);
  return decided === "nothing"
    ? null
    : { ...link, status, guarded, verdict: decided, images: contents.images };
}

async function isVisiting(linkId: string, ticket: string | undefined, now: Date): Promise<boolean> {
  if (!ticket || !tokenPattern.test(ticket)) return false;
  const opening = await db().linkOpening.findUnique({
    where: { visitHash: tokenHash(ticket), linkId, at: { gt: new Date(now.getTime() - visitMs) } },
    select: { id: true },
  });
  return opening !== null;
}
