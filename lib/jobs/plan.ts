import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { perMinute } from "@/lib/jobs/budget";
import { costOf, judge, needs, type Wanted } from "@/lib/jobs/rules";
import type { Act, Exception, JobPlan, Selection } from "@/lib/jobs/schema";
import { selectedIds } from "@/lib/jobs/selection";
import { readSubjects } from "@/lib/jobs/subjects";
import { countOpeningLinks } from "@/lib/trash/opening-links";

const step = 1_000;
const namesShown = 3;

export type Judged = { imageId: string; name: string; wanted: Wanted | null; why: Exception | null };
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
  const sum = { open: 0, linked: 0, links: 0, forGood: 0 };
  for (let at = 0; at < candidates.length; at += step) {
    const batch = candidates.slice(at, at + step);
    const ids = batch.map(({ imageId }) => imageId);
    const subjects = await readSubjects(ids, collectionOf(act));
    const opening = touchesAccess(act) ? await countOpeningLinks(ids, now) : new Map<string, number>();
    for (const { imageId, wanted } of batch) {
      const subject = subjects.get(imageId) ?? null;
      const verdict = judge(act, subject, now, wanted);
      const name = subject?.name ?? "";
      judged.push({ imageId, name, wanted: wanted ?? null, why: verdict.go ? null : verdict.why });
      if (!verdict.go) {
        const entry = found.get(verdict.why) ?? { count: 0, names: [] };
        entry.count += 1;
        if (name && entry.names.length < namesShown) entry.names.push(name);
        found.set(verdict.why, entry);
        continue;
      }
      const links = opening.get(imageId) ?? 0;
      const stored = subject?.state === "ready";
      sum.open += subject && stored && !subject.requireSignedUrls ? 1 : 0;
      sum.linked += links > 0 ? 1 : 0;
      sum.links += links;
      sum.forGood += act.kind === "trash" && (!stored || (links > 0 && act.links === "end")) ? 1 : 0;
    }
  }
  const change = judged.filter(({ why }) => why === null).length;
  return {
    total: candidates.length,
    change,
    exceptions: [...found].map(([why, entry]) => ({ why, ...entry })).sort((a, b) => b.count - a.count),
    ...sum,
    minutes: Math.ceil(callsOf(act, change, sum) / perMinute),
    judged,
  };
}

const touchesAccess = ({ kind }: Act) =>
  kind === "trash" || kind === "make-public" || kind === "make-private";

/** In the trash only what is public or deleted for good asks Cloudflare for anything. */
function callsOf(act: Act, change: number, { open, forGood }: { open: number; forGood: number }): number {
  return act.kind === "trash" ? open * 2 + forGood : change * costOf(act.kind);
}
