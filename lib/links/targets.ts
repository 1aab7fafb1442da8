import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import type { LinkTarget } from "@/lib/links/changes-schema";
import type { LinkMode } from "@/lib/links/schema";

/** Links changed in one go at most; the screens say when there are more. */
const atOnce = 1000;

export type TargetLink = {
  id: string;
  mode: LinkMode;
  recipient: string;
  issuedById: string;
  startsAt: Date | null;
  revoked: boolean;
  /** Ended or revoked. */
  over: boolean;
};

/** The links meant: those named, or all of a recipient or issuer that are not over; `ended` takes those in too. */
export async function linksOf(
  tx: Tx,
  target: LinkTarget,
  now: Date,
  { ended = false }: { ended?: boolean } = {},
): Promise<TargetLink[]> {
  const running = { revokedAt: null, ...(!ended && { endsAt: { gt: now } }) };
  const where =
    "linkIds" in target
      ? { id: { in: target.linkIds } }
      : "contactId" in target
        ? { contactId: target.contactId, ...running }
        : { issuedById: target.issuedById, ...running };
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
    },
  });
  return links.map(({ endsAt, revokedAt, ...link }) => ({
    ...link,
    revoked: revokedAt !== null,
    over: revokedAt !== null || endsAt <= now,
  }));
}

/** Why this person may not change the link, or null: it is theirs, or they manage everybody's. */
export function mayChange(actor: Actor, { issuedById }: { issuedById: string }): string | null {
  if (issuedById === actor.id || can(actor, "link:manage")) return null;
  return "Somebody else issued it. They or an admin can change it.";
}
