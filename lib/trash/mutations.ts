import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { entomb, finishRemoval, removalColumns } from "@/lib/images/remove";
import type { ImageIdsInput } from "@/lib/images/schema";
import { takeBudget } from "@/lib/jobs/budget";
import { reportUnexpected } from "@/lib/log";
import { moveToTrash, takeOut } from "@/lib/trash/move";
import type { ForGood } from "@/lib/trash/rules";
import type { Restoring, TrashImagesInput, Trashing } from "@/lib/trash/schema";

/** The dialog says all of these of the images that it names. */
const told: ForGood[] = ["unstored", "custom-id", "linked"];

/** Moves images to the trash, one answer each; see `whyForGood` for what is deleted for good instead. */
export async function trashImages(actor: Actor, { imageIds, links }: TrashImagesInput): Promise<Trashing[]> {
  assertCan(actor, "image:delete");
  return mapLimit([...new Set(imageIds)], 4, async (imageId): Promise<Trashing> => {
    try {
      return { imageId, ok: true, to: await moveToTrash(actor, { imageId, links, agreed: told }) };
    } catch (error) {
      return { imageId, ok: false, message: await inWords(imageId, error) };
    }
  });
}

/** Takes images out of the trash, one answer each. They stay private, whatever they were before. */
export async function restoreImages(actor: Actor, { imageIds }: ImageIdsInput): Promise<Restoring[]> {
  assertCan(actor, "image:delete");
  return mapLimit([...new Set(imageIds)], 4, async (imageId): Promise<Restoring> => {
    const done = await db().$transaction((tx) => takeOut(tx, actor, [imageId]));
    return done
      ? { imageId, ok: true }
      : {
          imageId,
          ok: false,
          message: "It is not in the trash any more. It may have been deleted for good.",
        };
  });
}

/** Of the requests that jobs have a minute, as many as emptying the trash may take: any number of pages may do it at once. */
const purgesAMinute = 60;

/**
 * Deletes for good what has been in the trash for its time, at most `limit` images a call. Whatever Cloudflare
 * does not do now stays marked and is done later. Returns how many were begun.
 */
export async function purgeDue(actor: Actor, { limit }: { limit: number }): Promise<number> {
  assertCan(actor, "image:delete");
  const due = await db().image.findMany({
    where: { purgeAt: { lte: clock.now() }, state: "ready" },
    orderBy: [{ purgeAt: "asc" }, { id: "asc" }],
    take: limit,
    select: { id: true, name: true },
  });
  let begun = 0;
  for (const { id, name } of due) {
    if (!(await takeBudget(1, clock.now(), purgesAMinute))) break;
    const won = await db().$transaction(async (tx) => {
      // Restored meanwhile: then it stays.
      if (!(await entomb(tx, { id, state: "ready", purgeAt: { lte: clock.now() } }))) return false;
      await recordAudit(tx, actor, {
        action: "image.delete-requested",
        subject: { type: "image", id, name },
        details: { reason: "its time in the trash is over" },
      });
      return true;
    });
    const row = won && (await db().image.findUnique({ where: { id }, select: removalColumns }));
    if (!row) continue;
    begun += 1;
    try {
      await finishRemoval(actor, row);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === "LIMIT") break;
    }
  }
  return begun;
}

async function inWords(imageId: string, error: unknown): Promise<string> {
  if (!(error instanceof AppError))
    return `Something broke on our side (reference ${reportUnexpected("trash", error)}).`;
  const row = await db().image.findUnique({ where: { id: imageId }, select: { state: true } });
  if (row?.state === "deleting" && error.code !== "CONFIG")
    return "It is marked for deletion, but Cloudflare has not taken it away yet. Darkroom keeps trying by itself.";
  return error.message;
}
