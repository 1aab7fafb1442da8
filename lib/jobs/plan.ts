import "server-only";
import { createHash } from "node:crypto";
import { type Actor, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { rightsProblem } from "@/lib/images/rights";
import { perMinute } from "@/lib/jobs/budget";
import { costOf, judge, needs, type Wanted } from "@/lib/jobs/rules";
import { type Act, type Exception, type JobPlan, rightsFields, type Selection } from "@/lib/jobs/schema";
import { selectedIds } from "@/lib/jobs/selection";
import { readSubjects } from "@/lib/jobs/subjects";
import { countOpeningLinks } from "@/lib/trash/opening-links";
import { type ForGood, whyForGood } from "@/lib/trash/rules";

const step = 1_000;
const namesShown = 3;

export type Judged = {
  imageId: string;
  name: string;
  wanted: Wanted | null;
  why: Exception | null;
  /** Why the trash would delete it for good, if its links are to end. */
  forGood: ForGood | null;
};
export type Plan = Omit<JobPlan, "pictures"> & { judged: Judged[] };

/** The collection that an act names, or null. */
export const collectionOf = (act: Act): string | null =>
  "collectionId" in act ? (act.collectionId ?? null) : null;

/** Throws FORBIDDEN when this person may not do this to any image. */
export function assertMay(actor: Actor, act: Act): void {
  if (can(actor, needs[act.kind])) return;
  throw new AppError(
    "FORBIDDEN",
    `Your role (${actor.role}) does not allow this. Nothing was changed. An owner can change that.`,
  );
}

/** Throws INVALID when what is asked for makes no sense for any image. */
export function assertSensible(act: Act): void {
  const problem = act.kind === "rights" ? rightsProblem(act, clock.now()) : null;
  if (problem) throw new AppError("INVALID", `${problem} Nothing was changed.`);
}

/** An image that a job may touch, with what a putting-back wants of it. */
export type Candidate = { imageId: string; wanted?: Wanted | null };

/** The images of a selection, as they are now. */
export async function candidatesOf(actor: Actor, selection: Selection): Promise<Candidate[]> {
  return (await selectedIds(actor, selection)).map((imageId) => ({ imageId }));
}

/** What an act would do to each of these images, and what that comes to; nothing is changed. */
export async function makePlan(act: Act, candidates: Candidate[]): Promise<Plan> {
  const now = clock.now();
  const judged: Judged[] = [];
  const found = new Map<Exception, { count: number; names: string[] }>();
  const sum = { open: 0, linked: 0, links: 0, unstored: 0 };
  const fields: JobPlan["fields"] = {};
  for (let at = 0; at < candidates.length; at += step) {
    const batch = candidates.slice(at, at + step);
    const ids = batch.map(({ imageId }) => imageId);
    const subjects = await readSubjects(ids, collectionOf(act));
    const opening = touchesAccess(act) ? await countOpeningLinks(ids, now) : new Map<string, number>();
    for (const { imageId, wanted } of batch) {
      const subject = subjects.get(imageId) ?? null;
      const verdict = judge(act, subject, now, wanted);
      const name = subject?.name ?? "";
      const links = opening.get(imageId) ?? 0;
      const forGood = verdict.go && subject && act.kind === "trash" ? whyForGood(subject, links > 0) : null;
      const why = verdict.go ? null : verdict.why;
      judged.push({ imageId, name, wanted: wanted ?? null, why, forGood });
      if (!verdict.go) {
        const entry = found.get(verdict.why) ?? { count: 0, names: [] };
        entry.count += 1;
        if (name && entry.names.length < namesShown) entry.names.push(name);
        found.set(verdict.why, entry);
        continue;
      }
      if (forGood === "unstored") {
        sum.unstored += 1;
        continue;
      }
      if (act.kind === "rights")
        for (const field of rightsFields) if (field in verdict.set) fields[field] = (fields[field] ?? 0) + 1;
      sum.open += subject?.state === "ready" && !subject.requireSignedUrls ? 1 : 0;
      sum.linked += links > 0 ? 1 : 0;
      sum.links += links;
    }
  }
  const change = judged.filter(({ why }) => why === null).length;
  return {
    total: candidates.length,
    change,
    exceptions: [...found].map(([why, entry]) => ({ why, ...entry })).sort((a, b) => b.count - a.count),
    ...sum,
    fields,
    digest: digestOf(judged),
    minutes: Math.ceil(callsOf(act, change, sum) / perMinute),
    judged,
  };
}

/** The same images with the same verdicts have the same digest, whatever is chosen about their links. */
function digestOf(judged: Judged[]): string {
  const lines = judged.map(({ imageId, why, forGood }) => `${imageId} ${why ?? "go"} ${forGood ?? ""}`);
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}

const touchesAccess = ({ kind }: Act) =>
  kind === "trash" || kind === "make-public" || kind === "make-private";

/** In the trash only what is public or deleted for good asks Cloudflare for anything. */
function callsOf(act: Act, change: number, { open, linked }: { open: number; linked: number }): number {
  return act.kind === "trash" ? open * 2 + linked : change * costOf(act.kind);
}
