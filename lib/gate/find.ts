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
  /** There is no password, or the browser has proved that it knows it: before that nothing is told of the link. */
  unlocked: boolean;
  images: number;
};

/**
 * A token with what the browser says of itself: the ticket of its opening, the proof of its password, that it knew the
 * password some time ago, its network.
 */
export type Caller = { token: string; ticket?: string; key?: string; known?: string; address: string };

/**
 * The link of a token with what its holder gets now; null for anything that must look as if it never was. Wrong
 * addresses are counted by network up to a number, and no more is written for it after that. A right one opens all the
 * same: its 128 bits are the access itself, and a crowd behind one address has done nothing wrong.
 */
export async function findGate({ token, ticket, key, address }: Caller): Promise<Found | null> {
  if (!tokenPattern.test(token)) return null;
  const found = await readGate(token, { ticket, key });
  if (!found && !(await isSlowed(address))) await countWrong(address);
  return found;
}

/** Whether the page of a token shows pictures to whoever opens it, with nothing to be done first. Counts nothing. */
export async function isShownToAll(token: string): Promise<boolean> {
  const found = tokenPattern.test(token) ? await readGate(token, {}) : null;
  return found?.verdict === "open" && !found.guarded;
}

/** What a stranger with this token gets now, by the door's own rule. Counts neither an opening nor a wrong address. */
export async function doorNow(token: string): Promise<Verdict> {
  return (await readGate(token, {}))?.verdict ?? "nothing";
}

/** Null: there is no such link, or none that may be told of. */
async function readGate(
  token: string,
  { ticket, key }: Pick<Caller, "ticket" | "key">,
): Promise<Found | null> {
  const now = clock.now();
  const link = await db().link.findUnique({
    where: { tokenHash: tokenHash(token), mode: "gated" },
    select: columns,
  });
  if (!link) return null;
  const visiting = await isVisiting(link.id, ticket, now);
  const unlocked = link.passwordHash === null || visiting || key === keyOf(link.passwordHash);
  const contentsOf = await readContents([link.id]);
  const contents = contentsOf(link.id);
  const inLedger = linkStatus({ ...link, items: contents }, now).status;
  const status = inLedger === "moot" ? (heldBack(link, now)?.status ?? inLedger) : inLedger;
  const guarded = link.maxOpens !== null || link.passwordHash !== null || link.terms !== "";
  const decided = verdict({ ...link, status, visiting, guarded }, now);
  return decided === "nothing"
    ? null
    : { ...link, status, guarded, visiting, unlocked, verdict: decided, images: contents.images };
}

/** What a browser is given that typed the password: it proves that, opens nothing, and lets nobody guess the password. */
export const keyOf = (passwordHash: string): string =>
  Buffer.from(tokenHash(`door ${passwordHash}`)).toString("base64url");

async function isVisiting(linkId: string, ticket: string | undefined, now: Date): Promise<boolean> {
  if (!ticket || !tokenPattern.test(ticket)) return false;
  const opening = await db().linkOpening.findUnique({
    where: { visitHash: tokenHash(ticket), linkId, at: { gt: new Date(now.getTime() - visitMs) } },
    select: { id: true },
  });
  return opening !== null;
}
