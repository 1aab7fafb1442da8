import { isCustomId } from "@/lib/cloudflare/image-id";
import type { ResealStep } from "@/lib/reseal/schema";

/** Larger originals do not go through this server's memory. */
export const maxResealBytes = 10 * 1024 * 1024;
/** As many as a link can open; they are worked through a few at a time. */
export const maxResealed = 200;
/** So many are begun in the request that asks for them; the schedule and open pages go on with the others. */
export const resealsAtOnce = 10;
/** Tries before the swap after which it is given up; afterwards it is never given up. */
export const maxTries = 12;
/** How long one server may be at a step; two downloads and an upload of 10 MB fit into it. */
export const resealLease = 150_000;
/** How long a one-time URL lives that nobody but this server uses. */
export const uploadLife = 10 * 60_000;

/** Whether the old image may still open: until it is gone at Cloudflare. */
export const isUnderWay = (step: ResealStep): boolean => step !== "done" && step !== "failed";

/** Before the swap nothing has changed for anybody, so it can be given up without harm. */
export const canGiveUp = (step: ResealStep): boolean => step === "copying" || step === "checking";

/** What decides whether an image can be re-sealed or copied, as columns to select. */
export const sealableColumns = {
  state: true,
  requireSignedUrls: true,
  privacyPendingAt: true,
  cloudflareId: true,
  bytes: true,
} as const;

type Sealable = {
  state: string;
  requireSignedUrls: boolean;
  privacyPendingAt: Date | null;
  cloudflareId: string | null;
  bytes: number | null;
};

/** Why an image cannot be re-sealed; null when it can. */
export function resealProblem(image: Sealable | null): string | null {
  if (!image || image.state === "deleting") return "The image is not here any more.";
  if (image.state !== "ready" || !image.cloudflareId) return "Its upload is not finished.";
  if (image.privacyPendingAt) return "A change of its privacy is under way.";
  if (!image.requireSignedUrls)
    return "The image is public, so re-sealing protects nothing. Make it private first.";
  if (image.bytes !== null && image.bytes > maxResealBytes) return "Its original is larger than 10 MB.";
  return null;
}

/** Why an image cannot be copied to an id that can be private; null when it can. */
function copyProblem(image: Sealable | null): string | null {
  if (!image || image.state === "deleting") return "The image is not here any more.";
  if (image.state !== "ready" || !image.cloudflareId) return "Its upload is not finished.";
  if (image.privacyPendingAt) return "A change of its privacy is under way.";
  if (image.requireSignedUrls || !isCustomId(image.cloudflareId))
    return "Its id is one of Cloudflare's own, so it can be made private as it is.";
  if (image.bytes !== null && image.bytes > maxResealBytes) return "Its original is larger than 10 MB.";
  return null;
}

export const problems = { reseal: resealProblem, copy: copyProblem } as const;

/** Each step as a person reads it. */
export const stepWords: Record<ResealStep, string> = {
  copying: "Copying the original to a new private image",
  checking: "Checking the copy: private, same bytes, refused to strangers",
  swapped: "The new image is in its place; deleting the old one",
  deleted: "The old one is deleted; measuring that its address is refused",
  done: "Done",
  clearing: "Given up; clearing away the copy",
  failed: "Given up; nothing was changed",
};

/** The same of a copy, where another word says it better. */
export const copyWords: Record<ResealStep, string> = {
  ...stepWords,
  swapped: "The copy is in its place; deleting the public one",
  deleted: "The public one is deleted; measuring that its address is gone",
  done: "Copied, and private",
  failed: "Given up; the image is as it was",
};
