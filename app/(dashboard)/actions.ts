"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/lib/action";
import { settleOwed as carryOn } from "@/lib/exposure/owed";
import { finishUploads as finish, settleDue as settle } from "@/lib/images/finish-uploads";
import { listUnfinished as unfinished } from "@/lib/images/queries";
import { imageIdsSchema } from "@/lib/images/schema";
import { startUploadsSchema } from "@/lib/images/start-schema";
import {
  cancelUploads as cancel,
  renewUploads as renew,
  startUploads as start,
} from "@/lib/images/start-uploads";
import { advanceImport as importSlice } from "@/lib/import/mutations";
import {
  advanceJobs as advance,
  startJob as begin,
  cancelJob as cancelOne,
  pauseJob as pause,
  resumeJob as resume,
  retryJob as retry,
  undoJob as undo,
} from "@/lib/jobs/mutations";
import { listRunning, planJob as plan, planUndo as planBack } from "@/lib/jobs/queries";
import {
  jobIdSchema,
  knownJobsSchema,
  planJobSchema,
  startJobSchema,
  undoJobSchema,
} from "@/lib/jobs/schema";

// The queue calls these from every screen, many times a minute, and refreshes the route itself, throttled:
// an action that refreshed would render the whole page into each answer.

/** Asks for one-time upload URLs, one answer per file. */
export const startUploads = defineAction(startUploadsSchema, start);

/** Reads images back from Cloudflare and says of each where it stands. */
export const finishUploads = defineAction(imageIdsSchema, finish);

/** Fresh URLs for images whose bytes did not arrive. */
export const renewUploads = defineAction(imageIdsSchema, renew);

/** Gives up images that have not arrived; one that has is answered as such. */
export const cancelUploads = defineAction(imageIdsSchema, cancel);

/** The caller's own uploads that are not finished, from whatever visit. */
export const listUnfinished = defineAction(z.object({}), (actor) => unfinished(actor));

/** Finishes what is due, for pages that show pending images. */
export const settleDue = defineAction(z.object({ limit: z.number().int().min(1).max(20) }), settle);

/** A slice of what nobody else carries on, for any open page. */
export const settleOwed = defineAction(z.object({}), (actor) => carryOn(actor));

// Jobs are begun on several screens, and every screen shows that one runs.

/** What an act would do to a selection; nothing is changed. */
export const planJob = defineAction(planJobSchema, plan);

export const startJob = defineAction(startJobSchema, begin);

export const planUndo = defineAction(jobIdSchema, planBack);

export const undoJob = defineAction(undoJobSchema, undo);

export const pauseJob = defineAction(jobIdSchema, (actor, input) => pause(actor, input).finally(refresh));

export const resumeJob = defineAction(jobIdSchema, (actor, input) => resume(actor, input).finally(refresh));

export const cancelJob = defineAction(jobIdSchema, (actor, input) =>
  cancelOne(actor, input).finally(refresh),
);

export const retryJob = defineAction(jobIdSchema, (actor, input) => retry(actor, input).finally(refresh));

/** A slice of work for the open page, and how the caller's running jobs and those that it knew stand then. */
export const advanceJobs = defineAction(knownJobsSchema, async (actor, { known }) => {
  await advance(actor, { forMs: 1_200 });
  return listRunning(actor, { known });
});

/** One slice of an import, or of measuring what one brought in. */
export const advanceImport = defineAction(z.object({}), importSlice);
