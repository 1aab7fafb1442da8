import type { Role } from "@/lib/auth/roles";
import {
  type LinkMode,
  type LinkStatus,
  maxLinkDays,
  minLinkMinutes,
  type Stop,
  stillOpens,
} from "@/lib/links/schema";

/** A live link is said to be ending within its last two hours. */
export const endingMs = 2 * 3_600_000;

/** How long an opening of a gated link lasts for the browser that made it: its pictures are not counted again. */
export const visitMs = 2 * 3_600_000;

/** How many of a link's items are what. Each counts once, under the first that holds from the last line up. */
export type ItemFacts = {
  total: number;
  /** Private, in a variant that is not public: opened by this link and not without it. */
  needed: number;
  openVariant: number;
  openImage: number;
  variantGone: number;
  /** Its signing key is not at Cloudflare any more; a gated link has none. */
  keyGone: number;
  imageGone: number;
  /** Of all of them: the image is there until Cloudflare has confirmed. */
  deleting: number;
  /** Of all of them: the image is in the trash. */
  trashed?: number;
  /** Of all of them: Cloudflare says that it has no such image. */
  lost?: number;
};

export type LinkFacts = {
  startsAt: Date | null;
  endsAt: Date;
  revokedAt: Date | null;
  revokeReason: string;
  pausedAt: Date | null;
  usedUpAt: Date | null;
  items: ItemFacts;
};

/**
 * What a link is now, and why when it is not simply live. The first of these that holds: revoked, ended, dead,
 * moot, used, paused, waiting, ending, live. `filter.ts` says the same in SQL, and a test holds the two together.
 */
export function linkStatus(link: LinkFacts, now: Date): { status: LinkStatus; reason: string | null } {
  const { items, revokeReason } = link;
  if (link.revokedAt)
    return { status: "revoked", reason: revokeReason ? `Revoked: ${revokeReason}` : "It was revoked." };
  if (link.endsAt <= now) return { status: "ended", reason: null };
  const open = items.openImage + items.openVariant;
  if (items.needed + open === 0) return { status: "dead", reason: whyDead(items) };
  if (items.needed === 0) return { status: "moot", reason: whyMoot(items) };
  const held = heldBack(link, now);
  if (held) return held;
  const ending = link.endsAt.getTime() - now.getTime() <= endingMs;
  return { status: ending ? "ending" : "live", reason: whyPartly(items) };
}

type Held = { status: "used" | "paused" | "waiting"; reason: string };

/** Why a gate is shut before its end, or null; also when what it shows is public, so that a pause is a pause. */
export function heldBack(
  { usedUpAt, pausedAt, startsAt }: Pick<LinkFacts, "usedUpAt" | "pausedAt" | "startsAt">,
  now: Date,
): Held | null {
  if (usedUpAt)
    return {
      status: "used",
      reason:
        now.getTime() - usedUpAt.getTime() < visitMs
          ? "It was opened as often as it may be; a reader who is in may still look."
          : "It was opened as often as it may be.",
    };
  if (pausedAt) return { status: "paused", reason: "It opens nothing until it is resumed." };
  if (startsAt && startsAt > now) return { status: "waiting", reason: "Its start is yet to come." };
  return null;
}

/** Until when whoever was let in last may look at a link that is used up; null when nobody may, or it is not. */
export function readUntil(
  { usedUpAt, endsAt }: Pick<LinkFacts, "usedUpAt" | "endsAt">,
  status: LinkStatus,
  now: Date,
): Date | null {
  if (status !== "used" || !usedUpAt) return null;
  const until = new Date(Math.min(usedUpAt.getTime() + visitMs, endsAt.getTime()));
  return until > now ? until : null;
}

function whyDead({ total, imageGone, keyGone, variantGone, trashed = 0, lost = 0 }: ItemFacts): string {
  if (lost === total)
    return total === 1 ? "The image is gone at Cloudflare." : "Its images are gone at Cloudflare.";
  if (trashed === total) return total === 1 ? "Its image is in the trash." : "Its images are in the trash.";
  if (imageGone === total) return total === 1 ? "Its image was deleted." : "Its images were deleted.";
  if (keyGone === total) return "Its signing key was deleted.";
  if (variantGone === total) return "Its variant was deleted.";
  return "Its images, its variant or its signing key were deleted.";
}

function whyMoot({ total, openImage, openVariant }: ItemFacts): string {
  const anyone = "anyone can open it, with or without the link";
  if (openImage === total && total === 1) return `The image is public: ${anyone}.`;
  if (openVariant === total) return `Its variant is always public: ${anyone}.`;
  return "What is left of it is public: anyone can open that, with or without the link.";
}

function whyPartly({
  total,
  needed,
  openImage,
  openVariant,
  deleting,
  trashed = 0,
}: ItemFacts): string | null {
  const gone = total - needed - openImage - openVariant;
  if (gone > 0) return `${gone} of its ${total} pictures no longer open.`;
  const open = openImage + openVariant;
  if (open > 0) return `${open} of its ${total} pictures ${open === 1 ? "is" : "are"} public.`;
  if (deleting > 0)
    return total === 1 ? "Its image is being deleted." : "Some of its images are being deleted.";
  if (trashed > 0)
    return `${total === 1 ? "Its image is" : `${trashed} of its pictures are`} in the trash. The link opens ${total === 1 ? "it" : "them"} until its end, or until ${total === 1 ? "it is" : "they are"} deleted for good.`;
  return null;
}

/** What can be stopped of a link now, without counting whom else it would touch: the desk counts that. */
export function stopOf(link: { mode: LinkMode; status: LinkStatus; readUntil: Date | null }): Stop {
  const { mode, status } = link;
  if (status === "moot") return { level: 0, word: "Public with or without it" };
  if (!stillOpens(link)) return { level: 0, word: "Nothing left to stop" };
  return mode === "gated"
    ? { level: 3, word: "Stops at once" }
    : { level: 1, word: "Only with its image or key" };
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

/** Why a start is not possible, or null; no start is at once. */
export function startProblem(startsAt: Date | null, endsAt: Date): string | null {
  if (!startsAt) return null;
  if (Number.isNaN(startsAt.getTime())) return "Choose when it starts.";
  return startsAt < endsAt ? null : "It would end before it starts. Choose an earlier start.";
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
