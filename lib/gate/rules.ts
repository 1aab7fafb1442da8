import type { LinkStatus } from "@/lib/links/schema";

/** After this long an ended or revoked link is answered like one that never was. */
export const rememberedMs = 30 * 86_400_000;
/** Requests for more time that may wait for an answer, per link. */
export const maxRequests = 3;

/** After a no the same reader may ask again when this long has passed. */
export const askAgainMs = 86_400_000;
/** Whether a no is too fresh to ask again. */
export const justDeclined = (declinedAt: Date | null, now: Date): boolean =>
  declinedAt !== null && now.getTime() - declinedAt.getTime() < askAgainMs;

export type DoorFacts = {
  status: LinkStatus;
  endsAt: Date;
  revokedAt: Date | null;
  pausedAt: Date | null;
  /** The browser holds the ticket of an opening that still lasts. */
  visiting: boolean;
  /** Something has to be done before it opens: a password, terms, an opening to be counted. */
  guarded: boolean;
};

export type Verdict =
  | "nothing" // as if there never was such a link
  | "closed" // the holder of the address is told why
  | "door" // opens with a button
  | "open";

/**
 * What the holder of a token gets. The last opening of a limited link uses it up, and still lasts for the browser
 * that made it.
 */
export function verdict(
  { status, endsAt, revokedAt, pausedAt, visiting, guarded }: DoorFacts,
  now: Date,
): Verdict {
  const over = revokedAt ?? (endsAt <= now ? endsAt : null);
  if (over && now.getTime() - over.getTime() > rememberedMs) return "nothing";
  if (status === "used") return visiting && !pausedAt ? "open" : "closed";
  if (!["live", "ending", "moot"].includes(status)) return "closed";
  return guarded && !visiting ? "door" : "open";
}
