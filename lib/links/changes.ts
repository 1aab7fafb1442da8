import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { roleCan } from "@/lib/auth/roles";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { LinkOutcome, RevokeInput, TransferInput } from "@/lib/links/changes-schema";
import { expectedLinksOf, linksOf, mayChange, outcome, type TargetLink } from "@/lib/links/targets";
import { newToken, tokenHash } from "@/lib/links/tokens";

const over = "It is over already.";
const cannotRecall =
  "A direct link cannot be recalled alone: it stops at its end, or when its image is re-sealed or deleted, or its signing key is deleted.";

/**
 * Takes gated links back at once. A direct link cannot be, and its outcome says what stops it. Throws CONFLICT when
 * not as many are meant as were expected.
 */
export async function revokeLinks(actor: Actor, { reason, ...meant }: RevokeInput): Promise<LinkOutcome[]> {
  assertCan(actor, "link:create");
  const now = clock.now();
  return db().$transaction(async (tx) => {
    const links = await expectedLinksOf(tx, meant, { act: "revoke", now });
    const refusal = (link: TargetLink) =>
      mayChange(actor, link) ?? (link.over ? over : link.mode === "direct" ? cannotRecall : null);
    const going = links.filter((link) => refusal(link) === null);
    const gone = await tx.link.updateManyAndReturn({
      where: { id: { in: going.map(({ id }) => id) }, mode: "gated", revokedAt: null },
      data: { revokedAt: now, revokedById: actor.id, revokeReason: reason },
      select: { id: true, recipient: true },
    });
    await recordAudit(
      tx,
      actor,
      ...gone.map(({ id, recipient }) => ({
        action: "link.revoked" as const,
        subject: { type: "link" as const, id, name: recipient },
        details: { reason },
      })),
    );
    return links.map((link) => outcome(link, refusal(link)));
  });
}

/** Makes somebody else the issuer, who then answers for the links. Throws CONFLICT when not as many are meant as were expected. */
export async function transferLinks(
  actor: Actor,
  { userId, ...meant }: TransferInput,
): Promise<LinkOutcome[]> {
  assertCan(actor, "link:create");
  return db().$transaction(async (tx) => {
    const to = await tx.user.findUnique({ where: { id: userId } });
    if (!to || to.disabledAt || !roleCan(to.role, "link:create"))
      throw new AppError("INVALID", "Choose somebody who may make links.", {
        fields: { userId: "Choose somebody who may make links." },
      });
    const links = await expectedLinksOf(tx, meant, { act: "transfer", now: clock.now() });
    const going = links.filter((link) => mayChange(actor, link) === null);
    await tx.link.updateMany({
      where: { id: { in: going.map(({ id }) => id) } },
      data: { issuedById: to.id },
    });
    await recordAudit(
      tx,
      actor,
      ...going.map(({ id, recipient }) => ({
        action: "link.transferred" as const,
        subject: { type: "link" as const, id, name: recipient },
        details: { to: to.name },
      })),
    );
    return links.map((link) => outcome(link, mayChange(actor, link)));
  });
}

/** Stops a gated link without ending it, or lets it go on. */
export async function pauseLink(
  actor: Actor,
  { linkId, paused }: { linkId: string; paused: boolean },
): Promise<void> {
  assertCan(actor, "link:create");
  await changeGated(actor, linkId, {
    data: { pausedAt: paused ? clock.now() : null },
    action: paused ? "link.paused" : "link.resumed",
  });
}

/** Gives a gated link a new address, answered once; the old one opens nothing from now on. */
export async function replaceAddress(
  actor: Actor,
  { linkId }: { linkId: string },
): Promise<{ path: string }> {
  assertCan(actor, "link:create");
  const token = newToken();
  await changeGated(actor, linkId, {
    data: { tokenHash: tokenHash(token) },
    action: "link.address-replaced",
    forget: true,
  });
  return { path: `/s/${token}` };
}

type Change = {
  data: { pausedAt?: Date | null; tokenHash?: Uint8Array<ArrayBuffer> };
  action: "link.paused" | "link.resumed" | "link.address-replaced";
  /** Whoever is looking right now has to open the new address too. */
  forget?: boolean;
};

async function changeGated(actor: Actor, linkId: string, { data, action, forget }: Change): Promise<void> {
  await db().$transaction(async (tx) => {
    const [link] = await linksOf(tx, { linkIds: [linkId] }, { act: "revoke", now: clock.now() });
    if (!link || link.mode === "direct")
      throw new AppError("NOT_FOUND", "There is no gated link like this. It may be a direct one.");
    const problem = mayChange(actor, link);
    if (problem) throw new AppError(can(actor, "link:manage") ? "CONFLICT" : "FORBIDDEN", problem);
    if (link.over) throw new AppError("CONFLICT", over);
    await tx.link.update({ where: { id: linkId }, data });
    if (forget) await tx.linkOpening.updateMany({ where: { linkId }, data: { visitHash: null } });
    await recordAudit(tx, actor, { action, subject: { type: "link", id: linkId, name: link.recipient } });
  });
}
