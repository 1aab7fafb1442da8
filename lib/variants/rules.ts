import { formatCount } from "@/lib/format";

type Settings = {
  fit: string;
  width: number | null;
  height: number | null;
  metadata: string;
  alwaysPublic: boolean;
};
const names = ["fit", "width", "height", "metadata", "alwaysPublic"] as const;

/** What differs, as "before → after" for the audit event; empty when nothing does. */
export function changesBetween(before: Settings, after: Settings): Record<string, string> {
  return Object.fromEntries(
    names
      .filter((name) => before[name] !== after[name])
      .map((name) => [name, `${before[name] ?? "none"} → ${after[name] ?? "none"}`]),
  );
}

/**
 * A row whose `checkedAt` lies ahead keeps what it says until then. What was just made or opened is held as long
 * as Cloudflare's lists may lag behind; an opening on its way, as long as its three calls can last (read, change,
 * read back) and the lag after them, for nobody takes over if the server stops in between.
 */
export const listLag = 60_000;
export const openingHold = 30_000 + listLag;

/** The refusal to open when the person was told another number; null when what they were told still holds. */
export function staleConfirmation(confirmed: number | undefined, privateImages: number): string | null {
  if (privateImages === 0 || confirmed === privateImages) return null;
  const now = formatCount(privateImages, "private image");
  if (confirmed === undefined)
    return `This would let anyone see ${now}. Nothing was changed. Confirm that number to go on.`;
  return `Meanwhile it is ${now}, not ${formatCount(confirmed)}. Nothing was changed. Look again and confirm the new number.`;
}

/** The same for deleting a variant that live links show. */
export function staleLinks(confirmed: number | undefined, liveLinks: number): string | null {
  if (liveLinks === 0 || confirmed === liveLinks) return null;
  const now = formatCount(liveLinks, "live link");
  const would = `Deleting it breaks ${now}.`;
  if (confirmed === undefined) return `${would} Nothing was changed. Confirm that number to go on.`;
  return `${would} You were told ${formatCount(confirmed)}. Nothing was changed. Look again and confirm the new number.`;
}
