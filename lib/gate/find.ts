import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { type Verdict, verdict, visitMs } from "@/lib/gate/rules";
import { countWrong, isSlowed } from "@/lib/gate/throttle";
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

/** A token with what the browser says of itself: the ticket of its opening, and the network it asks from. */
export type Caller = { token: string; ticket?: string; address: string };

/**
 * The link of a token with what its holder gets now; null for anything that must look as if it never was. A network
 * that opened too many wrong addresses is answered nothing for a while, whatever it asks for; a browser with the ticket
 * of an opening goes on looking.
 */
export async function findGate({ token, ticket, address }: Caller): Promise<Found | null> {
  if (!tokenPattern.test(token)) return null;
  const found = await readGate(token, ticket, () => isSlowed(address));
  if (found === "wrong") await countWrong(address);
  return typeof found === "string" ? null : found;
}

/** "wrong": there is no such link, or none that may be told of. */
async function readGate(
  token: string,
  ticket: string | undefined,
  slowed: () => Promise<boolean>,
): Promise<Found | "wrong" | "slowed"> {
  const now = clock.now();
  const link = await db().link.findUnique({
    where: { tokenHash: tokenHash(token), mode: "gated" },
    select: columns,
  });
  const visiting = link !== null && (await isVisiting(link.id, ticket, now));
  if (!visiting && (await slowed())) return "slowed";
  if (!link) return "wrong";
  const contentsOf = await readContents([link.id]);
  const contents = contentsOf(link.id);
  const inLedger = linkStatus({ ...link, items: contents }, now).status;
  const status = inLedger === "moot" ? (heldBack(link, now)?.status ?? inLedger) : inLedger;
  const guarded = link.maxOpens !== null || link.passwordHash !== null || link.terms !== "";
  const decided = verdict({ ...link, status, visiting, guarded }, now);
  return decided === "nothing"
    ? "wrong"
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
