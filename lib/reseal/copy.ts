import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { carryOn } from "@/lib/reseal/advance";
import { problems, sealableColumns } from "@/lib/reseal/rules";
import type { CopyToPrivateInput } from "@/lib/reseal/schema";
import { eventsOf, unlessTaken } from "@/lib/reseal/work";

/**
 * Copies an image under an id of somebody's choosing, which can never be private, to a private image under an id of
 * Cloudflare's own, and puts that in its place. The old image is deleted, or kept with a row of its own. Writes the
 * intent, then goes as far as it comes; the schedule continues. Throws CONFLICT when it cannot be copied now.
 */
export async function copyToPrivate(actor: Actor, { imageId, keepOld }: CopyToPrivateInput): Promise<void> {
  assertCan(actor, "image:privacy");
  if (!keepOld && !can(actor, "image:delete"))
    throw new AppError("FORBIDDEN", "Your role may not delete images. Keep the old one, or ask an admin.");
  await carryOn(
    await db()
      .$transaction((tx) => writeIntent(tx, actor, { imageId, keepOld }))
      .catch(unlessTaken),
  );
}

async function writeIntent(tx: Tx, actor: Actor, { imageId, keepOld }: CopyToPrivateInput): Promise<string> {
  const image = await tx.image.findUnique({
    where: { id: imageId },
    select: { ...sealableColumns, name: true },
  });
  if (!image) throw new AppError("NOT_FOUND", "This image is not here any more. It may have been deleted.");
  const problem = problems.copy(image);
  if (problem) throw new AppError("CONFLICT", `${problem} Nothing was copied.`);
  const now = clock.now();
  const { id } = await tx.reseal.create({
    data: {
      kind: "copy",
      keepOld,
      imageId,
      activeFor: imageId,
      imageName: image.name,
      oldCloudflareId: image.cloudflareId ?? "",
      stopLinks: [],
      startedAt: now,
      startedById: actor.id,
      dueAt: now,
    },
    select: { id: true },
  });
  await recordAudit(tx, actor, {
    action: eventsOf.copy.asked,
    subject: { type: "image", id: imageId, name: image.name },
    details: { keeps: keepOld },
  });
  return id;
}
