import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Candidates } from "@/lib/jobs/candidates";
import { closeIfOver, subjectOf } from "@/lib/jobs/items";
import { makePlan } from "@/lib/jobs/plan";
import type { Act } from "@/lib/jobs/schema";
import { readAbout } from "@/lib/jobs/subjects";

type NewJob = {
  act: Act;
  candidates: Candidates | null;
  /** The digest of the dry run that the person saw. */
  expected: string;
  undoOfId?: string;
  /** What has to happen before, in the same transaction. */
  first?: (tx: Tx) => Promise<unknown>;
};

/**
 * A job, its images as they were judged, and its event: all of it or nothing. Throws CONFLICT when by now other images
 * would change, or in another way, than the person was shown.
 */
export async function writeJob(
  actor: Actor,
  { act, candidates, expected, undoOfId, first }: NewJob,
): Promise<string> {
  const now = clock.now();
  return db().$transaction(
    async (tx) => {
      await first?.(tx);
      const about = await readAbout(tx, act);
      const { id } = await tx.job.create({
        data: {
          kind: act.kind,
          about,
          params: JSON.parse(JSON.stringify(act)) as Prisma.InputJsonObject,
          total: 0,
          dueAt: now,
          createdAt: now,
          createdById: actor.id,
          undoOfId: undoOfId ?? null,
        },
        select: { id: true },
      });
      // What was written is what was judged: one statement a page does both.
      const { total, change, digest } = await makePlan(act, candidates, { tx, jobId: id });
      if (undoOfId && change === 0) throw new AppError("CONFLICT", "There is nothing left to take back.");
      if (digest !== expected) throw otherNow(change);
      const skipped = total - change;
      await tx.job.update({ where: { id }, data: { total, skipped } });
      const job = { id, act, total, createdById: actor.id, state: "running" as const, about };
      await recordAudit(tx, actor, {
        action: "job.started",
        subject: subjectOf({ ...job, total: change }),
        details: { change, skipped, ...(undoOfId && { undoOf: undoOfId }) },
      });
      await closeIfOver(tx, actor, job);
      return id;
    },
    // A million are written down in half a minute; on a busy database in more.
    { timeout: 300_000, maxWait: 10_000 },
  );
}

const otherNow = (change: number) =>
  new AppError(
    "CONFLICT",
    `The images are not as you were shown: by now ${formatCount(change, "image")} would change, and perhaps others or in another way. Nothing was changed. Close this and look again.`,
  );
