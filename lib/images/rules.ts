import type { ImageState } from "@/lib/images/schema";

const second = 1000;

/** After a URL's end an upload that began in time may still be on its way. */
export const graceMs = 120 * second;
/** How long one worker may take over a row before another may. */
export const leaseMs = 90 * second;
/** Most uploads that one person may have unfinished at a time. */
export const maxUnfinished = 500;
/** Most bytes read of an original: Cloudflare's limit with room for its own re-encoding. */
export const maxOriginalBytes = 11 * 1024 * 1024;

export type Waiting = {
  state: "requested" | "pending";
  uploadExpiresAt: Date | null;
  createdAt: Date;
  /** Whoever was locked out gets no time for what is still on its way. */
  uploadedBy?: { disabledAt: Date | null };
};

/** What an unfinished upload is, given what Cloudflare says of it (null: it knows no such image). */
export function settle(
  row: Waiting,
  remote: { draft: boolean } | null,
  now: Date,
): "received" | "waiting" | "failed" {
  if (remote && !remote.draft) return "received";
  // A row without a URL was left by a server that stopped before Cloudflare answered.
  const end = row.uploadExpiresAt ?? row.createdAt;
  const grace = row.uploadedBy?.disabledAt ? 0 : graceMs;
  return now.getTime() < end.getTime() + grace ? "waiting" : "failed";
}

/** When to try again after so many tries that did not succeed: 5 s, doubling, at most an hour. */
export function retryAt(attempts: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(5 * second * 2 ** Math.min(attempts, 12), 3600 * second));
}

/** When to look again at an upload that has not arrived: soon while it is young. */
export function lookAgainAt(createdAt: Date, now: Date): Date {
  const age = Math.max(0, now.getTime() - createdAt.getTime());
  return new Date(now.getTime() + Math.min(Math.max(5 * second, age / 4), 60 * second));
}

/** States in which Cloudflare holds the bytes and will render them. */
export const hasBytes = (state: ImageState): boolean => state === "received" || state === "ready";

/** What became of a change of privacy, from Cloudflare's flag and an unsigned request. */
export function settlePrivacy(
  remote: { requireSignedURLs: boolean },
  probe: "refused" | "served" | "unreachable",
): "private" | "public" | "unproven" {
  if (!remote.requireSignedURLs) return "public";
  // Private by the flag, yet somebody without a signature was just answered: nobody calls that private.
  return probe === "served" ? "unproven" : "private";
}

type Mirrored = { id: string; alwaysPublic: boolean };

/** An ordinary variant to try without a signature: one of ours if possible, never an always-public one. */
export function probeVariant(variants: Mirrored[], preferred: readonly string[]): string | null {
  const ordinary = variants.filter(({ alwaysPublic }) => !alwaysPublic).map(({ id }) => id);
  return preferred.find((id) => ordinary.includes(id)) ?? ordinary[0] ?? null;
}

const maxPlaceholder = 3000;

/** A rendition as a data URI; null when it is too large or not one of the types that a page will show. */
export function placeholderOf(contentType: string, body: Buffer): string | null {
  if (!/^image\/(webp|jpeg|png|gif|avif)$/.test(contentType)) return null;
  const uri = `data:${contentType};base64,${body.toString("base64")}`;
  return uri.length <= maxPlaceholder ? uri : null;
}

/** An original that the token may not read is tried again this often: somebody has to change the token first. */
export const factsAgainMs = 6 * 3600 * second;

type Probed = { probe: "refused" | "served" | "unreachable" | null; requireSignedUrls: boolean };
type Owing = Probed & {
  /** Unsigned requests made in a row that left the question open. */
  attempts: number;
  factsKnown: boolean;
};

/** A private image that a stranger was shown: perhaps only until Cloudflare's copies have gone. */
const leaks = ({ probe, requireSignedUrls }: Probed) => probe === "served" && requireSignedUrls;

/** Whether a stranger's request is still worth making. */
export const owesProbe = (row: Probed): boolean =>
  row.probe === null || row.probe === "unreachable" || leaks(row);

/** When a ready image is to be looked at again for what it still owes; null when it owes nothing. */
export function readyDueAt(row: Owing, now: Date): Date | null {
  const { attempts, factsKnown } = row;
  // Asked until it is answered, in the end hourly: without a refusal nothing is sealed.
  if (owesProbe(row)) return retryAt(attempts + 1, now);
  return factsKnown ? null : new Date(now.getTime() + factsAgainMs);
}

/** Tries to read an original after which "it is not there" is believed. */
export const maxLookups = 8;
/** What a ready image says of itself that was asked for as private and is not. */
export const publicAfterAll =
  "You asked for a private image, but Cloudflare holds it as public. Make it private, or delete it.";
