import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { mapLimit } from "@/lib/concurrency";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { carryOn } from "@/lib/reseal/advance";
import { countOthers } from "@/lib/reseal/others";
import { resealsAtOnce } from "@/lib/reseal/rules";
import type { StartResealInput } from "@/lib/reseal/schema";
import { writeReseals } from "@/lib/reseal/stop";
import { unlessTaken } from "@/lib/reseal/work";

/** Each holds one original of 10 MB at most in memory, twice. */
const parallel = 2;

/**
 * Gives images new addresses and lets the old ones die: everybody but the holders of `stopLinks` gets new links.
 * Writes the intents, then goes as far as it comes with the first few; the schedule and open pages continue. Throws
 * CONFLICT when other links came or went since they were counted, or one of the images is being re-sealed already.
 */
export async function startReseal(actor: Actor, input: StartResealInput): Promise<void> {
  assertCan(actor, "leak:act");
  const ids = await db()
    .$transaction((tx) => writeIntents(tx, actor, input))
    .catch(unlessTaken);
  await mapLimit(ids.slice(0, resealsAtOnce), parallel, carryOn);
}

async function writeIntents(tx: Tx, actor: Actor, input: StartResealInput): Promise<string[]> {
  const imageIds = [...new Set(input.imageIds)];
  const stopLinks = [...new Set(input.stopLinks)];
  const others = await countOthers(tx, { imageIds, stopLinks, now: clock.now() });
  const stopping = new Map(imageIds.map((id) => [id, stopLinks]));
  const begun = await writeReseals(tx, actor, stopping, { reissues: others.direct });
  if (others.direct !== input.confirmedOthers)
    throw new AppError(
      "CONFLICT",
      `${others.direct} other links are affected now, not ${input.confirmedOthers}. Nothing was begun. Look at the numbers again.`,
    );
  return begun;
}

/**
 * Goes on with the re-sealings that are due, `limit` of them, and while `forMs` milliseconds have not passed with as
 * many again. Returns how many it took.
 */
export async function settleReseals(
  actor: Actor,
  { limit, forMs = 0 }: { limit: number; forMs?: number },
): Promise<number> {
  assertCan(actor, "leak:act");
  const end = performance.now() + forMs;
  for (let taken = 0; ; ) {
    const due = await db().reseal.findMany({
      where: { finishedAt: null, dueAt: { lte: clock.now() } },
      orderBy: [{ dueAt: "asc" }, { id: "asc" }],
      take: limit,
      select: { id: true },
    });
    await mapLimit(due, parallel, ({ id }) => carryOn(id));
    taken += due.length;
    if (due.length === 0 || performance.now() >= end) return taken;
  }
}
