"use server";

import { z } from "zod";
import { defineAction } from "@/lib/action";
import { finishUploads as finish, settleDue as settle } from "@/lib/images/finish-uploads";
import { listUnfinished as unfinished } from "@/lib/images/queries";
import { imageIdsSchema, startUploadsSchema } from "@/lib/images/schema";
import {
  cancelUploads as cancel,
  renewUploads as renew,
  startUploads as start,
} from "@/lib/images/start-uploads";

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
