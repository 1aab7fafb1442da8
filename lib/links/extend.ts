import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { ExtendInput, LinkOutcome } from "@/lib/links/changes-schema";
import { statusWhere } from "@/lib/links/filter";
import { readVariants } from "@/lib/links/rows";
import { endProblem, wholeSecond } from "@/lib/links/rules";
import { expectedLinksOf, mayChange, outcome, type TargetLink } from "@/lib/links/targets";

/**
 * Gives gated links another end, and those with a limit more openings. A direct link carries its end in its signature;
 * it needs a new link. One that is used up would open nothing with another end alone, so it is refused without more
 * openings; and a recipient's request is answered only by what opens their address again. What ended comes back only
 * by its id. Throws CONFLICT when not as many are meant as were expected.
 */
export async function extendLinks(
  actor: Actor,
  { target, expected, endsAt, moreOpens = 0 }: ExtendInput,
): Promise<LinkOutcome[]> {
  assertCan(actor, "link:create");
  const now = clock.now();
  const problem = endProblem(endsAt, actor.role, now);
  if (problem) throw new AppError("INVALID", problem, { fields: { endsAt: problem } });
  const end = wholeSecond(endsAt);
  return db().$transaction(async (tx) => {
    const links = await expectedLinksOf(tx, { target, expected }, { act: "extend", now });
    const refusal = (link: TargetLink) => {
      if (link.mode === "direct") return "A direct link carries its end in its signature. Issue it again.";
      if (link.revoked) return "It was revoked. Issue a new link.";
      if (link.startsAt && link.startsAt >= end) return "It would end before it starts.";
      if (link.usedUp && moreOpens === 0)
        return "Its openings are used up, so another end alone opens nothing. Give it more openings too.";
      return mayChange(actor, link);
    };
    const ids = links.filter((link) => refusal(link) === null).map(({ id }) => id);
    const changed = await tx.link.updateManyAndReturn({
      where: { id: { in: ids }, mode: "gated", revokedAt: null, ...(moreOpens === 0 && { usedUpAt: null }) },
      data: { endsAt: end },
      select: { id: true, recipient: true, maxOpens: true },
    });
    const done = new Set(changed.map(({ id }) => id));
    await tx.linkItem.updateMany({ where: { linkId: { in: [...done] } }, data: { expiresAt: end } });
    if (moreOpens > 0)
      await tx.link.updateMany({
        where: { id: { in: [...done] }, maxOpens: { not: null } },
        data: { maxOpens: { increment: moreOpens }, usedUpAt: null },
      });
    await answerRequests(tx, [...done], now);
    await recordAudit(
      tx,
      actor,
      ...changed.map(({ id, recipient, maxOpens }) => ({
        action: "link.extended" as const,
        subject: { type: "link" as const, id, name: recipient },
        details: { endsAt: end.toISOString(), ...(moreOpens > 0 && maxOpens !== null && { moreOpens }) },
      })),
    );
    const left = (link: TargetLink) => (done.has(link.id) ? null : "It was used up or revoked meanwhile.");
    return links.map((link) => outcome(link, refusal(link) ?? left(link)));
  });
}

/** Requests are answered by an address that opens, now or at its start; one that is paused or has lost its pictures does not. */
async function answerRequests(tx: Tx, linkIds: string[], now: Date): Promise<void> {
  const variants = await readVariants();
  const opens = (["live", "ending", "waiting", "moot"] as const).map((status) =>
    statusWhere(status, variants, now),
  );
  await tx.linkRequest.updateMany({
    where: {
      linkId: { in: linkIds },
      answeredAt: null,
      link: { pausedAt: null, usedUpAt: null, OR: opens },
    },
    data: { answeredAt: now },
  });
}
