import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { Prisma } from "@/lib/generated/prisma/client";
import {
  atOnce,
  type LinkAct,
  type LinkOutcome,
  type LinkTarget,
  meansRunning,
} from "@/lib/links/changes-schema";
import { matchWhere } from "@/lib/links/match";
import type { LinkMode } from "@/lib/links/schema";

export type TargetLink = {
  id: string;
  mode: LinkMode;
  recipient: string;
  issuedById: string;
  startsAt: Date | null;
  revoked: boolean;
  /** Opened as often as it may be. */
  usedUp: boolean;
  /** Ended or revoked. */
  over: boolean;
};

type Meant = { act: LinkAct; now: Date };

/** The links that an act means, at most as many as are changed at once; of those that run the ones that end first. */
export async function linksOf(tx: Tx, target: LinkTarget, { act, now }: Meant): Promise<TargetLink[]> {
  const where = await targetWhere(target, { act, now });
  if (!where) return [];
  const links = await tx.link.findMany({
    where,
    // What was given a later end goes to the back, so that asking again reaches the rest.
    orderBy: [...(meansRunning(act) ? [{ endsAt: "asc" } as const] : []), { id: "asc" }],
    take: atOnce,
    select: {
      id: true,
      mode: true,
      recipient: true,
      issuedById: true,
      startsAt: true,
      endsAt: true,
      revokedAt: true,
      usedUpAt: true,
    },
  });
  return links.map(({ endsAt, revokedAt, usedUpAt, ...link }) => ({
    ...link,
    revoked: revokedAt !== null,
    usedUp: usedUpAt !== null,
    over: revokedAt !== null || endsAt <= now,
  }));
}

/** The same for a change that a person was told the number of. Throws CONFLICT when another number is meant now. */
export async function expectedLinksOf(
  tx: Tx,
  { target, expected }: { target: LinkTarget; expected: number },
  meant: Meant,
): Promise<TargetLink[]> {
  const links = await linksOf(tx, target, meant);
  if (links.length === expected) return links;
  throw new AppError(
    "CONFLICT",
    `${formatCount(links.length, "link")} ${links.length === 1 ? "is" : "are"} meant now, not ${formatCount(expected)}. Nothing was changed. Look at the number again.`,
  );
}

/** The links that an act means, as a condition; null when nothing can match. */
export async function targetWhere(
  target: LinkTarget,
  { act, now }: Meant,
): Promise<Prisma.LinkWhereInput | null> {
  if ("linkIds" in target) return { id: { in: target.linkIds } };
  const running = { revokedAt: null, endsAt: { gt: now } };
  if (!("matching" in target)) return { ...target, ...running };
  const where = await matchWhere(target.matching, now);
  return where && meansRunning(act) ? { AND: [where, running] } : where;
}

/** Why this person may not change the link, or null: it is theirs, or they manage everybody's. */
export function mayChange(actor: Actor, { issuedById }: { issuedById: string }): string | null {
  if (issuedById === actor.id || can(actor, "link:manage")) return null;
  return "Somebody else issued it. They or an admin can change it.";
}

/** What became of a link; `message` says why nothing did. */
export const outcome = ({ id, recipient }: TargetLink, message: string | null): LinkOutcome => ({
  linkId: id,
  recipient,
  ok: message === null,
  message,
});
