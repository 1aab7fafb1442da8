import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { closeIfOver, subjectOf } from "@/lib/jobs/items";
import type { Judged } from "@/lib/jobs/plan";
import { type Act, exceptions } from "@/lib/jobs/schema";

const step = 2_000;

type NewJob = {
  act: Act;
  judged: Judged[];
  undoOfId?: string;
  /** What has to happen before, in the same transaction. */
  first?: (tx: Tx) => Promise<unknown>;
};

/** A job, its images as they were judged, and its event: all of it or nothing. */
export async function writeJob(actor: Actor, { act, judged, undoOfId, first }: NewJob): Promise<string> {
  const now = clock.now();
  const skipped = judged.filter(({ why }) => why !== null).length;
  return db().$transaction(
    async (tx) => {
      await first?.(tx);
      const { id } = await tx.job.create({
        data: {
          kind: act.kind,
          params: JSON.parse(JSON.stringify(act)) as Prisma.InputJsonObject,
          total: judged.length,
          skipped,
          dueAt: now,
          createdAt: now,
          createdById: actor.id,
          undoOfId: undoOfId ?? null,
        },
        select: { id: true },
      });
      for (let at = 0; at < judged.length; at += step)
        await tx.jobItem.createMany({
          data: judged.slice(at, at + step).map(({ imageId, name, why, wanted, forGood }, index) => ({
            jobId: id,
            seq: at + index,
            imageId,
            imageName: name,
            state: why ? ("skipped" as const) : ("waiting" as const),
            reason: why ? exceptions[why] : "",
            dueAt: now,
            // With `keep` nothing was agreed about those that links open.
            forGood: act.kind === "trash" && act.links === "keep" && forGood === "linked" ? null : forGood,
            wanted: wanted ? (wanted as Prisma.InputJsonObject) : Prisma.DbNull,
          })),
        });
      const job = { id, act, total: judged.length, createdById: actor.id };
      await recordAudit(tx, actor, {
        action: "job.started",
        subject: subjectOf({ ...job, total: judged.length - skipped }),
        details: { change: judged.length - skipped, skipped, ...(undoOfId && { undoOf: undoOfId }) },
      });
      await closeIfOver(tx, actor, job);
      return id;
    },
    { timeout: 60_000, maxWait: 10_000 },
  );
}
