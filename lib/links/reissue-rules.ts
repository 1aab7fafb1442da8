import type { Role } from "@/lib/auth/roles";
import { formatCount, formatList } from "@/lib/format";
import { ownVariantIds } from "@/lib/images/schema";
import type { NewEnd } from "@/lib/links/reissue-schema";
import { endBounds, startProblem, wholeSecond } from "@/lib/links/rules";
import { linkPresets } from "@/lib/links/schema";

/** An image of an old entry as it is now. */
export type OldImage = {
  id: string;
  name: string;
  state: string;
  cloudflareId: string | null;
  requireSignedUrls: boolean;
  privacyPendingAt: Date | null;
  trashedAt: Date | null;
  goneAt: Date | null;
};

/** Why a new link would not protect or open an image, in a word; null: it would. Null as image: it is gone. */
export function notAgain(image: OldImage | null): string | null {
  if (!image || image.state === "deleting") return "deleted";
  if (image.goneAt) return "gone at Cloudflare";
  if (image.trashedAt) return "in the trash";
  if (image.state !== "ready" || !image.cloudflareId) return "not uploaded";
  if (image.privacyPendingAt) return "changing its privacy";
  return image.requireSignedUrls ? null : "public";
}

/** The old variants that a new link would protect, by what is known of them. */
export function variantsAgain(ids: readonly string[], known: ReadonlyMap<string, boolean>): string[] {
  return ids.filter((id) => known.get(id) === false && !ownVariantIds.includes(id));
}

/** "2 public and 1 deleted". */
function inWords(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return formatList([...counts].map(([reason, count]) => `${count} ${reason}`));
}

type Contents = { reasons: readonly (string | null)[]; variants: readonly string[]; left: readonly string[] };

/** Why nothing of an entry can be issued again, or null. */
export function refusalOf({ reasons, left }: Contents): string | null {
  const gone = reasons.filter((reason) => reason !== null);
  if (gone.length === reasons.length)
    return reasons.length === 1
      ? `Its picture is ${gone[0]}.`
      : `None of its ${reasons.length} pictures can be shared: ${inWords(gone)}.`;
  return left.length === 0 ? "Its variant is gone, or always public." : null;
}

/** What of an entry is left out when it is issued again, or null. */
export function leftOut({ reasons, variants, left }: Contents): string | null {
  const gone = reasons.filter((reason) => reason !== null);
  const lost = variants.filter((id) => !left.includes(id));
  const parts = [
    gone.length > 0 && `${formatCount(gone.length, "picture")} (${inWords(gone)})`,
    lost.length > 0 && `the variant ${formatList(lost)}, gone or always public`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? `Without ${formatList(parts)}.` : null;
}

type Life = { startsAt: Date | null; endsAt: Date; createdAt: Date };

/** Start and end of the entry that takes another one's place now, or why there is none. */
export function lifeAgain(
  { startsAt, endsAt, createdAt }: Life,
  { end, role, now }: { end: NewEnd; role: Role; now: Date },
): { startsAt: Date | null; endsAt: Date } | { problem: string } {
  const start = startsAt && startsAt > now ? startsAt : null;
  const { earliest, latest } = endBounds(role, now);
  const length = endsAt.getTime() - (startsAt ?? createdAt).getTime();
  const again = Math.max((start ?? now).getTime() + length, earliest.getTime());
  const wish = momentOf(end, now) ?? new Date(Math.min(again, latest.getTime()));
  const problem = startProblem(start, wish);
  return problem
    ? { problem: "It would end before it starts." }
    : { startsAt: start, endsAt: wholeSecond(wish) };
}

/** The moment that is the same for all; null when it is each entry's own. */
export function momentOf(end: NewEnd, now: Date): Date | null {
  if (end.kind === "at") return end.at;
  if (end.kind === "same") return null;
  const hours = linkPresets.find(({ id }) => id === end.preset)?.hours ?? 24;
  return new Date(now.getTime() + hours * 3_600_000);
}
