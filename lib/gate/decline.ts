import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { mayChange } from "@/lib/links/targets";

/**
 * Answers what a link's recipient asked for with no, all of it that waits: nothing else of the link changes, and its
 * page tells them. Throws FORBIDDEN for somebody else's link, CONFLICT when nothing waits any more.
 */
export async function declineMoreTime(actor: Actor, { linkId }: { linkId: string }): Promise<void> {
  assertCan(actor, "link:create");
  await db().$transaction(async (tx) => {
    const link = await tx.link.findUnique({
      where: { id: linkId },
      select: { issuedById: true, recipient: true },
    });
    if (!link) throw new AppError("NOT_FOUND", "There is no such link. Reload to see what is here.");
    const problem = mayChange(actor, link);
    if (problem) throw new AppError("FORBIDDEN", `${problem} Nothing was changed.`);
    const now = clock.now();
    const { count } = await tx.linkRequest.updateMany({
      where: { linkId, answeredAt: null },
      data: { answeredAt: now, declinedAt: now },
    });
    if (count === 0)
      throw new AppError(
        "CONFLICT",
        "Somebody has answered already. Nothing was changed; reload to see how.",
      );
    await recordAudit(tx, actor, {
      action: "link.more-time-declined",
      subject: { type: "link", id: linkId, name: link.recipient },
      details: { requests: count },
    });
  });
}

/** When the last answer to a link's recipient was no; null when it was yes, or nothing was ever asked. */
export async function readDeclined(linkId: string): Promise<Date | null> {
  const last = await db().linkRequest.findFirst({
    where: { linkId, answeredAt: { not: null } },
    orderBy: { answeredAt: "desc" },
    select: { declinedAt: true },
  });
  return last?.declinedAt ?? null;
}
