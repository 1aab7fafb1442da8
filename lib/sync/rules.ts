import { z } from "zod";

/** How long one slice may hold the pass before another may go on with it. */
export const holdFor = 60_000;
/** A pass this old starts again: its first pages are old news. The schedule reads a million images in less. */
export const abandonedAfter = 6 * 60 * 60_000;
/** New work begins in a slice for this long; what has begun is finished. */
export const sliceFor = 4_000;
export const perPage = 1_000;
/** Direct questions in one pass, for images that the list did not show; keeps clear of Cloudflare's rate limit. */
export const maxQuestions = 300;
/** An import asks until it knows, within the budget of jobs, and has an end all the same. */
export const maxImportQuestions = 3_000;
export const questionsAtOnce = 25;
/** Of the minute's budget an import leaves the rest to jobs: to whoever takes an access away, first of all. */
export const importShare = 50;
/** Cloudflare may deny for minutes that a new image exists; younger ones are not called gone. */
export const settlingTime = 10 * 60_000;
export const goneFailure = "Cloudflare no longer has this image. It was deleted outside Darkroom.";

const passSchema = z.object({
  phase: z.enum(["list", "verify"]),
  token: z.string().nullable(),
  heldUntil: z.string().nullable(),
  read: z.number(),
  changed: z.number(),
  missing: z.number(),
  asked: z.number(),
  foreignPrivate: z.number(),
  foreignPublic: z.number(),
  /** Of the public ones, those under an id of somebody's choosing. */
  foreignCustom: z.number().default(0),
  /** Described in no form that we know. */
  odd: z.number().default(0),
  /** The import that this pass brings images in for. */
  importId: z.number().nullable().default(null),
});
/** Where a pass over the account stands; kept as text in the installation's `syncCursor`. */
export type Pass = z.output<typeof passSchema>;

export const newPass: Pass = {
  phase: "list",
  token: null,
  heldUntil: null,
  read: 0,
  changed: 0,
  missing: 0,
  asked: 0,
  foreignPrivate: 0,
  foreignPublic: 0,
  foreignCustom: 0,
  odd: 0,
  importId: null,
};

/**
 * What the installation says about the pass under way. Null: none, or one that is not worth going on with. The pass
 * of an import is: it may have waited for days, and what it brings in it reads then.
 */
export function readPass(cursor: string | null, startedAt: Date | null, now: Date): Pass | null {
  if (!cursor || !startedAt) return null;
  try {
    const pass = passSchema.parse(JSON.parse(cursor));
    const old = now.getTime() - startedAt.getTime() > abandonedAfter;
    return old && pass.importId === null ? null : pass;
  } catch {
    return null;
  }
}

export function writePass(pass: Pass): string {
  return JSON.stringify(pass);
}

/** Whether another slice of it is running. */
export function isHeld({ heldUntil }: Pass, now: Date): boolean {
  return heldUntil !== null && new Date(heldUntil) > now;
}
