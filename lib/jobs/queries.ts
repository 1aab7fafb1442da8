import "server-only";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getAccountFacts } from "@/lib/exposure/queries";
import type { Prisma } from "@/lib/generated/prisma/client";
import { cardColumns, toCards } from "@/lib/images/card";
import { candidatesOf } from "@/lib/jobs/candidates";
import { jobColumns, toJob } from "@/lib/jobs/items";
import { assertMay, assertSensible, makePlan, type Plan } from "@/lib/jobs/plan";
import { needs, type Values } from "@/lib/jobs/rules";
import type { Act, JobDetail, JobIdInput, JobPlan, JobSummary, PlanJobInput } from "@/lib/jobs/schema";
import { readAbout } from "@/lib/jobs/subjects";
import { inverseOf, undoOf } from "@/lib/jobs/undo";
import { actInWords, outcomeInWords } from "@/lib/jobs/words";

const pageSize = 50;
const itemsShown = 200;

/** What an act would do to a selection, counted with the same rule that does it. */
export async function planJob(actor: Actor, { selection, act }: PlanJobInput): Promise<JobPlan> {
  assertCan(actor, "image:edit");
  assertMay(actor, act);
  assertSensible(act);
  return withPictures(actor, act, await makePlan(act, await candidatesOf(actor, selection)));
}

/** What taking a job back would do. */
export async function planUndo(actor: Actor, { jobId }: JobIdInput): Promise<JobPlan> {
  assertCan(actor, "image:edit");
  const { act, candidates } = await undoOf(jobId);
  assertMay(actor, act);
  return withPictures(actor, act, await makePlan(act, candidates));
}

async function withPictures(actor: Actor, act: Act, { first, ...plan }: Plan): Promise<JobPlan> {
  const [account, about, rows] = await Promise.all([
    getAccountFacts(actor),
    readAbout(db(), act),
    db().image.findMany({
      where: { id: { in: first } },
      select: cardColumns,
    }),
  ]);
  const cards = await toCards(rows, account);
  const pictures = cards.map(({ thumbUrl, name, width, height }) => ({
    src: thumbUrl,
    alt: name,
    width,
    height,
  }));
  return { ...plan, about, pictures };
}

const summaryColumns = {
  ...jobColumns,
  standing: true,
  dueAt: true,
  done: true,
  skipped: true,
  failed: true,
  createdAt: true,
  endedAt: true,
  undoOfId: true,
  undoneBy: { select: { id: true } },
  createdBy: { select: { name: true } },
} satisfies Prisma.JobSelect;

function toSummary(actor: Actor, row: Prisma.JobGetPayload<{ select: typeof summaryColumns }>): JobSummary {
  const { act, about } = toJob(row);
  const inverse = inverseOf(act);
  const { id, state, standing, total, done, skipped, failed, createdAt, endedAt, undoOfId, undoneBy } = row;
  const words = actInWords(act, total - skipped, about);
  const settling = (state === "paused" || state === "cancelled") && row.dueAt !== null;
  const ended = state === "done" || state === "cancelled" || state === "paused";
  return {
    ...{ id, state, standing, total, done, skipped, failed, createdAt, endedAt },
    kind: act.kind,
    settling,
    title: undoOfId ? `Take back: ${words}` : words,
    createdBy: row.createdBy.name,
    undoable:
      ended && !settling && done > 0 && !undoneBy && inverse !== null && can(actor, needs[inverse.kind]),
    undoOf: undoOfId,
    undoneBy: undoneBy?.id ?? null,
  };
}

/** The newest fifty jobs; those that still run or stand still first. */
export async function listJobs(actor: Actor): Promise<JobSummary[]> {
  assertCan(actor, "image:edit");
  const orderBy = [{ createdAt: "desc" as const }, { id: "desc" as const }];
  const [open, over] = await Promise.all([
    db().job.findMany({
      where: { state: { in: ["running", "paused"] } },
      orderBy,
      take: pageSize,
      select: summaryColumns,
    }),
    db().job.findMany({
      where: { state: { in: ["done", "cancelled"] } },
      orderBy,
      take: pageSize,
      select: summaryColumns,
    }),
  ]);
  return [...open, ...over].slice(0, pageSize).map((row) => toSummary(actor, row));
}

/** The actor's jobs that run now, for the pill, and those of `known` whatever became of them; at most 60. */
export async function listRunning(
  actor: Actor,
  { known = [] }: { known?: string[] } = {},
): Promise<JobSummary[]> {
  assertCan(actor, "image:edit");
  const rows = await db().job.findMany({
    where: { createdById: actor.id, OR: [{ state: "running" }, { id: { in: known } }] },
    orderBy: { createdAt: "desc" },
    take: 60,
    select: summaryColumns,
  });
  return rows.map((row) => toSummary(actor, row));
}

/** One job with its images from `from` on, those that failed first, or with more of those. Throws NOT_FOUND. */
export async function getJob(
  actor: Actor,
  { jobId, from = 0, failedFrom = null }: JobIdInput & { from?: number; failedFrom?: number | null },
): Promise<JobDetail> {
  assertCan(actor, "image:edit");
  const none = Promise.resolve([]);
  const [row, failed, items] = await Promise.all([
    db().job.findUnique({ where: { id: jobId }, select: summaryColumns }),
    from === 0 || failedFrom !== null
      ? readItems({ jobId, seq: { gte: failedFrom ?? 0 }, state: "failed" })
      : none,
    failedFrom === null ? readItems({ jobId, seq: { gte: from }, state: { not: "failed" } }) : none,
  ]);
  if (!row) throw new AppError("NOT_FOUND", "This job is not here any more.");
  const { act } = toJob(row);
  const shown = [...failed.slice(0, itemsShown), ...items.slice(0, itemsShown)];
  return {
    ...toSummary(actor, row),
    items: shown.map(({ after, ...item }) => ({
      ...item,
      outcome: item.state === "done" ? outcomeInWords(act.kind, after as Values | null) : "",
    })),
    next: items[itemsShown]?.seq ?? null,
    nextFailed: failed[itemsShown]?.seq ?? null,
  };
}

const readItems = (where: Prisma.JobItemWhereInput) =>
  db().jobItem.findMany({ where, orderBy: { seq: "asc" }, take: itemsShown + 1, select: itemColumns });

const itemColumns = {
  seq: true,
  imageId: true,
  imageName: true,
  state: true,
  reason: true,
  after: true,
} satisfies Prisma.JobItemSelect;
