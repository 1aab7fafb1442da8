import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { atOnce, type LinkOutcome, type LinkTarget } from "@/lib/links/changes-schema";
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

/**
 * The links meant, at most as many as are changed at once: those named, all that a question finds, or all of a
 * recipient or issuer that are not over; `ended` takes those in too.
 */
export async function linksOf(
  tx: Tx,
  target: LinkTarget,
  now: Date,
  { ended = false }: { ended?: boolean } = {},
): Promise<TargetLink[]> {
  const where = await targetWhere(target, now, ended);
  if (!where) return [];
  const links = await tx.link.findMany({
    where,
    orderBy: { id: "asc" },
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

/** The links meant, as a condition; null when nothing can match. */
export async function targetWhere(
  target: LinkTarget,
  now: Date,
  ended = false,
): Promise<Prisma.LinkWhereInput | null> {
  if ("linkIds" in target) return { id: { in: target.linkIds } };
  if ("matching" in target) return matchWhere(target.matching, now);
  return { ...target, revokedAt: null, ...(!ended && { endsAt: { gt: now } }) };
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
