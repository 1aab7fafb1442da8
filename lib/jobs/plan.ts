import "server-only";
import { createHash } from "node:crypto";
import { type Actor, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { rightsProblem } from "@/lib/images/rights";
import { perMinute } from "@/lib/jobs/budget";
import { type Candidates, type Key, perPage } from "@/lib/jobs/candidates";
import { type Group, judgePage } from "@/lib/jobs/judge-page";
import { needs } from "@/lib/jobs/rules";
import { type Act, type Exception, type JobPlan, maxSelection, rightsFields } from "@/lib/jobs/schema";

const namesShown = 3;

/** The dry run; `first` names the first images that would change. */
export type Plan = Omit<JobPlan, "pictures" | "about"> & { first: string[] };

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

/**
 * What an act would do to each of these images, and what that comes to. Judged and added up in the database, page by
 * page. With `jobId` each page is written down as items of that job by the statement that judges it. Throws LIMIT.
 */
export async function makePlan(
  act: Act,
  candidates: Candidates | null,
  { tx = db(), jobId = null }: { tx?: Tx; jobId?: string | null } = {},
): Promise<Plan> {
  const now = clock.now();
  const sums = new Sums();
  for (let after: Key | null = null; candidates; ) {
    const groups: Group[] = await judgePage(tx, {
      act,
      now,
      jobId,
      candidates,
      after,
      from: sums.total,
    });
    for (const group of groups) sums.add(group);
    if (sums.total > maxSelection) throw tooMany();
    const read = groups.reduce((sum, { count }) => sum + count, 0);
    after = groups[0]?.last ?? null;
    if (read < perPage || after === null) break;
  }
  return sums.plan();
}

const tooMany = () =>
  new AppError(
    "LIMIT",
    `More than ${maxSelection.toLocaleString("en")} images match, the most for one job. Nothing was changed. Narrow the search down, and do it in parts.`,
  );

/** What the pages of a dry run come to; nothing of it grows with the number of images. */
class Sums {
  total = 0;
  #change = 0;
  #first: string[] = [];
  #found = new Map<Exception, { count: number; names: string[] }>();
  #calls = 0;
  #sum = { open: 0, linked: 0, links: 0, unstored: 0 };
  #fields: JobPlan["fields"] = {};
  #marks = [0n, 0n] as [bigint, bigint];

  add({ why, count, shown, marks, fields, calls, ...sums }: Group): void {
    this.total += count;
    // Added up, so that neither the order nor the pages matter.
    for (const at of [0, 1] as const) this.#marks[at] += BigInt(marks[at]);
    if (why !== null) {
      const entry = this.#found.get(why) ?? { count: 0, names: [] };
      const names = [...entry.names, ...shown].slice(0, namesShown);
      this.#found.set(why, { count: entry.count + count, names });
      return;
    }
    this.#change += count;
    this.#calls += calls;
    this.#first = [...this.#first, ...shown].slice(0, 5);
    for (const key of ["open", "linked", "links", "unstored"] as const) this.#sum[key] += sums[key];
    for (const field of rightsFields)
      if (fields[field] > 0) this.#fields[field] = (this.#fields[field] ?? 0) + fields[field];
  }

  plan(): Plan {
    return {
      total: this.total,
      change: this.#change,
      exceptions: [...this.#found]
        .map(([why, entry]) => ({ why, ...entry }))
        .sort((a, b) => b.count - a.count),
      ...this.#sum,
      fields: this.#fields,
      digest: createHash("sha256")
        .update([this.total, ...this.#marks].join(" "))
        .digest("hex"),
      minutes: Math.ceil(this.#calls / perMinute),
      first: this.#first,
    };
  }
}
