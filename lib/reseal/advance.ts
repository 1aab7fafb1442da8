import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { retryAt } from "@/lib/images/rules";
import { reportUnexpected } from "@/lib/log";
import { checkCopy, copyOriginal } from "@/lib/reseal/carry";
import { clearCopy, deleteOld, finishKept, finishReseal, measureOld } from "@/lib/reseal/finish";
import { canGiveUp, maxTries, resealLease } from "@/lib/reseal/rules";
import type { ResealStep } from "@/lib/reseal/schema";
import { swapImage } from "@/lib/reseal/swap";
import { GiveUp, type ResealWork, resealColumns, takeReseal } from "@/lib/reseal/work";

/** Takes one over, unless somebody else has it, and as far as it goes now. Never throws for what Cloudflare does. */
export async function carryOn(id: string): Promise<void> {
  const work = await takeReseal(id);
  if (work) await advanceReseal(work);
}

async function advanceReseal(taken: ResealWork): Promise<void> {
  let work = taken;
  try {
    while (await takeStep(work)) {
      const dueAt = new Date(clock.now().getTime() + resealLease);
      work = await db().reseal.update({ where: { id: work.id }, data: { dueAt }, select: resealColumns });
    }
  } catch (error) {
    await postpone(work, error);
  }
}

/** One step; false when it is over. Each is safe to repeat. */
async function takeStep(work: ResealWork): Promise<boolean> {
  switch (work.step) {
    case "copying":
      await moveTo(work, await copyOriginal(work));
      return true;
    case "checking":
      await checkCopy(work);
      await swapImage(work);
      return true;
    case "swapped":
      if (work.keepOld) {
        await finishKept(work);
        return false;
      }
      await deleteOld(work);
      await moveTo(work, "deleted");
      return true;
    case "deleted":
      await finishReseal(work, await measureOld(work));
      return false;
    case "clearing": {
      const { failure } = await db().reseal.findUniqueOrThrow({ where: { id: work.id } });
      await clearCopy({ ...work, failure: failure ?? "It was given up." });
      return false;
    }
    default:
      return false;
  }
}

async function moveTo({ id, step }: ResealWork, next: ResealStep): Promise<void> {
  await db().reseal.updateMany({ where: { id, step }, data: { step: next, attempts: 0, failure: null } });
}

/** How long Cloudflare asked for silence; null for any other error. */
function silenceOf(error: unknown): number | null {
  const asked = error instanceof AppError && error.code === "LIMIT" ? error.cause : null;
  const isWait = typeof asked === "object" && asked !== null && "waitSeconds" in asked;
  return isWait ? Number(asked.waitSeconds) * 1000 : null;
}

/** What went wrong, and when to go on. Before the swap it may be given up, afterwards never. */
async function postpone(work: ResealWork, error: unknown): Promise<void> {
  const { id, step, attempts } = work;
  const now = clock.now();
  const silence = silenceOf(error);
  if (silence !== null) {
    // Of many pictures some wait for long, and have not been tried.
    const dueAt = new Date(now.getTime() + silence);
    await db().reseal.updateMany({ where: { id, step }, data: { failure: inWords(error), dueAt } });
    return;
  }
  const gaveUp = error instanceof GiveUp || (canGiveUp(step) && attempts + 1 >= maxTries);
  const failure = inWords(error);
  const next = gaveUp && canGiveUp(step) ? { step: "clearing" as const, attempts: 0, dueAt: now } : null;
  await db().reseal.updateMany({
    where: { id, step },
    data: { failure, ...(next ?? { attempts: attempts + 1, dueAt: retryAt(attempts, now) }) },
  });
}

function inWords(error: unknown): string {
  if (error instanceof GiveUp) return error.message;
  if (error instanceof AppError) return error.message.slice(0, 300);
  return `Something broke on our side. Darkroom tries again; if it stays, tell your developer reference ${reportUnexpected("reseal", error)}.`;
}
