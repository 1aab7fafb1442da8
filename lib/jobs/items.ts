import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { callsOf, sealsFirst } from "@/lib/jobs/calls";
import { itemLeaseMs, type Values, type Wanted } from "@/lib/jobs/rules";
import { type Act, actSchema, type JobState } from "@/lib/jobs/schema";
import { actInWords } from "@/lib/jobs/words";
import type { ForGood } from "@/lib/trash/rules";

export type Item = {
  jobId: string;
  seq: number;
  imageId: string;
  attempts: number;
  begunAt: Date | null;
  forGood: ForGood | null;
  wanted: Wanted | null;
  before: Values | null;
  /** Requests to Cloudflare's API that it may need, as its image is now. */
  calls: number;
};
export type Job = {
  id: string;
  act: Act;
  total: number;
  createdById: string;
  state: JobState;
  about: string;
};

/** The job does not run any more, and this item of it has not begun. */
export class Halted extends Error {}

/** Somebody else has this item by now, so nothing of ours may be kept. Rolls the transaction back. */
export class Overtaken extends Error {}

const { sql } = Prisma;
const claimed = sql`item."jobId", item."seq", item."imageId", item."attempts", item."begunAt", item."forGood",
  item."wanted", item."before", chosen."calls"`;

/** Of those that ask Cloudflare for something a worker takes no more than it gets done while it holds them. */
const callingAtOnce = 12;
/** Of what asks Cloudflare nothing: one transaction for so many. */
const quietAtOnce = 500;

/**
 * Takes items of a running job for a while, in their order; with `begun` those of one that does not run, as far as they
 * have begun at Cloudflare. Each is taken by one worker at a time.
 */
export function claimItems({ id, act }: Job, { begun = false, limit = quietAtOnce } = {}): Promise<Item[]> {
  const now = clock.now();
  const until = new Date(now.getTime() + itemLeaseMs);
  const which = begun
    ? sql`job."state" IN ('paused', 'cancelled') AND item."begunAt" IS NOT NULL`
    : sql`job."state" = 'running'`;
  // The id comes from the rows chosen: of a new job the planner expects one item, and would read all of them for each.
  const calls = callsOf(act, { seals: sealsFirst, agreed: sql`due."forGood"` });
  const images =
    act.kind === "trash" ? sql`LEFT JOIN "Image" image ON image."id" = due."imageId"` : Prisma.empty;
  return db().$queryRaw<Item[]>`
    WITH due AS (
      SELECT item."jobId", item."seq", item."imageId", item."forGood"
      FROM "JobItem" item JOIN "Job" job ON job."id" = item."jobId"
      WHERE item."jobId" = ${id}::uuid AND ${which}
        AND item."state" IN ('waiting', 'working') AND item."dueAt" <= ${now}
      ORDER BY item."seq" LIMIT ${limit} FOR UPDATE OF item SKIP LOCKED),
    priced AS (SELECT due."jobId", due."seq", coalesce(${calls}, 0) AS "calls" FROM due ${images}),
    chosen AS (SELECT *, count(*) FILTER (WHERE "calls" > 0) OVER (ORDER BY "seq") AS "calling" FROM priced)
    UPDATE "JobItem" item SET "state" = 'working', "dueAt" = ${until}, "attempts" = "attempts" + 1
    FROM chosen WHERE item."jobId" = chosen."jobId" AND item."seq" = chosen."seq" AND chosen."calling" <= ${callingAtOnce}
    RETURNING ${claimed}`;
}

const held = ({ jobId, seq, attempts }: Item) => ({ jobId, seq, attempts, state: "working" as const });
const json = (value: object | null | undefined) =>
  value ? (value as Prisma.InputJsonObject) : Prisma.DbNull;

/** `cancelled`: it had begun, and nothing came of it. */
export type End = {
  state: "done" | "skipped" | "failed" | "cancelled";
  reason?: string;
  before?: Values;
  after?: Values;
};

/** Ends an item in the transaction that did its work, so that both happened or neither. Throws Overtaken. */
export const endItem = (tx: Tx, actor: Actor, job: Job, item: Item, end: End): Promise<void> =>
  endItems(tx, actor, job, [{ item, end }]);

/** The same for many at once. The last item ends the job. Throws Overtaken if one of them is not ours any more. */
export async function endItems(
  tx: Tx,
  actor: Actor,
  job: Job,
  ended: { item: Item; end: End }[],
): Promise<void> {
  const rows = ended.map(({ item: { seq, attempts }, end: { state, reason = "", before, after } }) => ({
    ...{ jobId: job.id, seq, attempts, state, before, after },
    reason: reason.slice(0, 400),
  }));
  const count = await tx.$executeRaw`
    UPDATE "JobItem" item SET "state" = ended."state"::"JobItemState", "reason" = ended."reason",
      "before" = coalesce(ended."before", item."before"), "after" = coalesce(ended."after", item."after")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS ended("jobId" uuid, "seq" int, "attempts" int, "state" text, "reason" text, "before" jsonb, "after" jsonb)
    WHERE item."jobId" = ended."jobId" AND item."seq" = ended."seq" AND item."attempts" = ended."attempts"
      AND item."state" = 'working'`;
  if (count < ended.length) throw new Overtaken();
  const sum = (state: End["state"]) => ({ increment: rows.filter((row) => row.state === state).length });
  await tx.job.update({
    where: { id: job.id },
    data: { done: sum("done"), skipped: sum("skipped"), failed: sum("failed") },
  });
  await closeIfOver(tx, actor, job);
}

/** Marks a job as done when none of its items is left. */
export async function closeIfOver(tx: Tx, actor: Actor, job: Job): Promise<void> {
  const [closed] = await tx.$queryRaw<{ done: number; skipped: number; failed: number }[]>`
    UPDATE "Job" SET "state" = 'done', "standing" = '', "dueAt" = NULL, "endedAt" = ${clock.now()}
    WHERE "id" = ${job.id}::uuid AND "state" IN ('running', 'paused')
      AND "done" + "skipped" + "failed" >= "total"
    RETURNING "done", "skipped", "failed"`;
  if (closed)
    await recordAudit(tx, actor, { action: "job.finished", subject: subjectOf(job), details: closed });
}

export const subjectOf = (job: Pick<Job, "id" | "act" | "total" | "about">) => ({
  type: "job" as const,
  id: job.id,
  name: lowerFirst(actInWords(job.act, job.total, job.about)),
});
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** Begins nothing of a job that was paused or cancelled meanwhile: whoever does either waits for this transaction. */
export async function assertRunning(tx: Tx, jobId: string): Promise<void> {
  const [job] = await tx.$queryRaw<{ state: JobState }[]>`
    SELECT "state"::text FROM "Job" WHERE "id" = ${jobId}::uuid FOR NO KEY UPDATE`;
  if (job?.state !== "running") throw new Halted();
}

/** Notes that Cloudflare is about to be asked. Throws Overtaken. */
export async function markBegun(tx: Tx, item: Item, begunAt: Date, before?: Values): Promise<void> {
  const { count } = await tx.jobItem.updateMany({
    where: held(item),
    data: { begunAt, ...(before && { before: json(before) }) },
  });
  if (count === 0) throw new Overtaken();
}

/** Gives an item back for a later try. `free`: the try does not count; `forget`: nothing was begun. */
export async function putBack(
  item: Item,
  {
    dueAt,
    reason = "",
    free = false,
    forget = false,
  }: { dueAt: Date; reason?: string; free?: boolean; forget?: boolean },
): Promise<void> {
  await db().jobItem.updateMany({
    where: held(item),
    data: {
      state: "waiting",
      dueAt,
      reason: reason.slice(0, 400),
      ...(free && { attempts: item.attempts - 1 }),
      ...(forget && { begunAt: null }),
    },
  });
}

export const jobColumns = {
  id: true,
  params: true,
  total: true,
  createdById: true,
  state: true,
  about: true,
} satisfies Prisma.JobSelect;
type JobRow = Prisma.JobGetPayload<{ select: typeof jobColumns }>;

export function toJob({ params, ...row }: JobRow): Job {
  return { ...row, act: actSchema.parse(params) };
}
