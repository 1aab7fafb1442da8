import type { Role } from "@/lib/auth/roles";
import { type LinkStatus, maxLinkDays, minLinkMinutes } from "@/lib/links/schema";

/** A live link is said to be ending within its last two hours. */
export const endingMs = 2 * 3_600_000;

export type LinkFacts = {
  endsAt: Date;
  revokedAt: Date | null;
  /** Set when its signing key is not at Cloudflare any more. */
  keyGoneAt: Date | null;
  keyName: string;
  /** Null: the image was deleted. `deleting`: still there until Cloudflare has confirmed. */
  image: { open: boolean; deleting: boolean } | null;
  variantId: string;
  variant: "ordinary" | "always-public" | "gone";
};

/**
 * What a link is now, and why when it is not simply live. The first of these that holds: revoked, ended, dead,
 * moot, ending, live. `filter.ts` says the same in SQL, and a test holds the two together.
 */
export function linkStatus(link: LinkFacts, now: Date): { status: LinkStatus; reason: string | null } {
  if (link.revokedAt) return { status: "revoked", reason: "It was revoked." };
  if (link.endsAt <= now) return { status: "ended", reason: null };
  if (!link.image) return { status: "dead", reason: "Its image was deleted." };
  if (link.keyGoneAt) return { status: "dead", reason: `Its signing key ${link.keyName} was deleted.` };
  if (link.variant === "gone")
    return { status: "dead", reason: `Its variant ${link.variantId} was deleted.` };
  if (link.image.open)
    return { status: "moot", reason: "The image is public: anyone can open it, with or without the link." };
  if (link.variant === "always-public")
    return {
      status: "moot",
      reason: `Its variant ${link.variantId} is always public: anyone can open it, with or without the link.`,
    };
  const reason = link.image.deleting ? "Its image is being deleted." : null;
  const ending = link.endsAt.getTime() - now.getTime() <= endingMs;
  return { status: ending ? "ending" : "live", reason };
}

const minute = 60_000;
const day = 86_400_000;

/** Cuts an end to the second that a signature can say; what is shown is what is signed. */
export const wholeSecond = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);

/** The earliest and latest end that a role may give a link made now, in whole seconds. */
export function endBounds(role: Role, now: Date): { earliest: Date; latest: Date } {
  const earliest = new Date(Math.ceil((now.getTime() + minLinkMinutes * minute) / 1000) * 1000);
  return { earliest, latest: wholeSecond(new Date(now.getTime() + maxLinkDays[role] * day)) };
}

/** Why an end is not possible, or null. A form filled in some seconds ago is not too short by those seconds. */
export function endProblem(endsAt: Date, role: Role, now: Date): string | null {
  const { earliest, latest } = endBounds(role, now);
  if (Number.isNaN(endsAt.getTime())) return "Choose when it ends.";
  if (endsAt.getTime() < earliest.getTime() - minute / 2)
    return `A link lives at least ${minLinkMinutes} minutes. Choose a later end.`;
  if (wholeSecond(endsAt).getTime() > latest.getTime() + minute)
    return `With your role (${role}) a link ends within ${maxLinkDays[role]} days. Choose an earlier end, or ask an owner.`;
  return null;
}

/** Seconds by which an end may move to be the only one of its kind. */
export const maxShift = 300;

/**
 * The end to sign: the whole second nearest to the wish that no other link of the same image, variant and key
 * has, so that a signature names one entry of the ledger. Null when there is none.
 */
export function freeEnd(
  wish: Date,
  { earliest, latest }: { earliest: Date; latest: Date },
  taken: ReadonlySet<number>,
): Date | null {
  const low = earliest.getTime();
  const high = latest.getTime();
  const start = Math.min(Math.max(wholeSecond(wish).getTime(), low), high);
  for (let step = 0; step <= maxShift; step += 1)
    for (const end of [start - step * 1000, start + step * 1000])
      if (end >= low && end <= high && !taken.has(end)) return new Date(end);
  return null;
}
