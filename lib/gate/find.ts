import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { type Verdict, verdict } from "@/lib/gate/rules";
import { countWrong, isSlowed } from "@/lib/gate/throttle";
import type { Prisma } from "@/lib/generated/prisma/client";
import { readContents } from "@/lib/links/contents";
import { heldBack, linkStatus, visitMs } from "@/lib/links/rules";
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
  /** The browser holds the ticket of an opening that lasts. */
  visiting: boolean;
  images: number;
};

/** A token with what the browser says of itself: the ticket of its opening, and the network it asks from. */
export type Caller = { token: string; ticket?: string; address: string };

/**
 * The link of a token with what its holder gets now; null for anything that must look as if it never was. Wrong
 * addresses are counted by network up to a number, and no more is written for it after that. A right one opens all the
 * same: its 128 bits are the access itself, and a crowd behind one address has done nothing wrong.
 */
export async function findGate({ token, ticket, address }: Caller): Promise<Found | null> {
  if (!tokenPattern.test(token)) return null;
  const found = await readGate(token, ticket);
  if (!found && !(await isSlowed(address))) await countWrong(address);
  return found;
}

/** Whether the page of a token shows pictures to whoever opens it, with nothing to be done first. Counts nothing. */
export async function isShownToAll(token: string): Promise<boolean> {
  const found = tokenPattern.test(token) ? await readGate(token, undefined) : null;
  return found?.verdict === "open" && !found.guarded;
}

/** Null: there is no such link, or none that may be told of. */
async function readGate(token: string, ticket: string | undefined): Promise<Found | null> {
  const now = clock.now();
  const link = await db().link.findUnique({
    where: { tokenHash: tokenHash(token), mode: "gated" },
    select: columns,
  });
  if (!link) return null;
  const visiting = await isVisiting(link.id, ticket, now);
  const contentsOf = await readContents([link.id]);
  const contents = contentsOf(link.id);
  const inLedger = linkStatus({ ...link, items: contents }, now).status;
  const status = inLedger === "moot" ? (heldBack(link, now)?.status ?? inLedger) : inLedger;
  const guarded = link.maxOpens !== null || link.passwordHash !== null || link.terms !== "";
  const decided = verdict({ ...link, status, visiting, guarded }, now);
  return decided === "nothing"
    ? null
    : { ...link, status, guarded, visiting, verdict: decided, images: contents.images };
}

async function isVisiting(linkId: string, ticket: string | undefined, now: Date): Promise<boolean> {
  if (!ticket || !tokenPattern.test(ticket)) return false;
  const opening = await db().linkOpening.findUnique({
    where: { visitHash: tokenHash(ticket), linkId, at: { gt: new Date(now.getTime() - visitMs) } },
    select: { id: true },
  });
  return opening !== null;
}
