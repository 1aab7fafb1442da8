import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { answerForParts } from "@/lib/cloudflare/connection";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { readRemaker } from "@/lib/keys/remake";
import { mayChange } from "@/lib/links/targets";
import type { MeasuredItem } from "@/lib/revocation/schema";

/** Addresses of one entry that are tried; a holder's other pictures behave alike. */
const tried = 20;
const parallel = 4;

/**
 * Asks the delivery host for the addresses of an entry as their holder would, signed anew on the server; also for
 * those that were replaced or stopped. One that no known key made is not tried, and is called that. What the host
 * answered is written down, the addresses are not. Throws UPSTREAM when Cloudflare's keys are needed and not to be had.
 */
export async function measureEntry(actor: Actor, { linkId }: { linkId: string }): Promise<MeasuredItem[]> {
  assertCan(actor, "leak:examine");
  const select = {
    imageName: true,
    cloudflareId: true,
    variantId: true,
    expiresAt: true,
    signatureHash: true,
  } as const;
  const where = { linkId, keyId: { not: null } };
  const [items, past] = await Promise.all([
    db().linkItem.findMany({ where, select, take: tried, orderBy: { position: "asc" } }),
    db().pastItem.findMany({ where: { linkId, itemId: null }, select, take: tried }),
  ]);
  const all = [...items, ...past].slice(0, tried);
  if (all.length === 0)
    throw new AppError(
      "INVALID",
      "A gated link has no signed address of its own: open the link to see what it answers.",
    );
  const remake = await readRemaker(actor);
  const measured = await mapLimit(all, parallel, async (item): Promise<MeasuredItem> => {
    const { imageName, cloudflareId: imageId, variantId, expiresAt: endsAt } = item;
    const signed = remake(item);
    const answer = signed ? await answerForParts({ imageId, variantId, ...signed }) : "no-key";
    return { imageName, variantId, endsAt, answer: answer ?? "unreachable", at: clock.now() };
  });
  const asked = measured.filter(({ answer }) => answer !== "no-key").length;
  const served = measured.filter(({ answer }) => answer === "served").length;
  await db().$transaction((tx) =>
    recordAudit(tx, actor, {
      action: "link.measured",
      subject: { type: "link", id: linkId, name: all[0]?.imageName ?? "" },
      details: { tried: asked, opens: served },
    }),
  );
  return measured;
}

/**
 * Stops a leaked gated link at once: it is asked about at every visit. Its issuer may, and whoever manages all links.
 * Throws CONFLICT when it is none, or has been stopped already.
 */
export async function stopGate(actor: Actor, { linkId }: { linkId: string }): Promise<void> {
  assertCan(actor, "link:create");
  await db().$transaction(async (tx) => {
    const link = await tx.link.findUnique({ where: { id: linkId }, select: { issuedById: true } });
    const problem = link && mayChange(actor, link);
    if (problem) throw new AppError("FORBIDDEN", `${problem} Nothing was changed.`);
    const { count } = await tx.link.updateMany({
      where: { id: linkId, mode: "gated", revokedAt: null },
      data: { revokedAt: clock.now(), revokedById: actor.id, revokeReason: "it had leaked" },
    });
    if (count === 0)
      throw new AppError(
        "CONFLICT",
        "It is not a running gated link any more. Nothing was changed; reload to see how it stands.",
      );
    const item = await tx.linkItem.findFirst({ where: { linkId }, select: { imageName: true } });
    await recordAudit(tx, actor, {
      action: "link.stopped",
      subject: { type: "link", id: linkId, name: item?.imageName ?? "" },
      details: { reason: "it had leaked" },
    });
  });
}
