import type { Tally, UploadItem, UploadState } from "@/components/upload/upload-item";
import type { Walked } from "@/components/upload/walk-folder";
import { formatCount, formatList } from "@/lib/format";

/** What each state is called. `done` is said by the exposure badge. */
export const stateWords: Record<UploadState, string> = {
  checking: "Checking",
  known: "Already here",
  kept: "Already here",
  waiting: "Waiting for its turn",
  uploading: "Uploading",
  confirming: "Confirming with Cloudflare",
  measuring: "Measuring who can see it",
  done: "Done",
  missing: "Never arrived",
  refused: "Refused",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** A row's state with its figure, for eyes and for readers. */
export function describeState({ state, progress }: UploadItem): string {
  return state === "uploading" ? `Uploading, ${Math.round(progress * 100)}%` : stateWords[state];
}

/** "37 of 40 sealed, 2 refused, 1 uploading": what is safe first, then what needs somebody, then what moves. */
export function describeTotals(tally: Tally): string {
  if (tally.total === 0)
    return tally.cancelled > 0 ? `${formatCount(tally.cancelled)} cancelled` : "No uploads";
  const ends = [
    [tally.sealed, "sealed"],
    [tally.exposed, "exposed"],
    [tally.open, "open"],
    [tally.otherDone, "done"],
    [tally.here, "already here"],
  ] as const;
  const [first, ...others] = ends.filter(([count]) => count > 0);
  const lead = first ?? ([0, "sealed"] as const);
  const of = lead[0] === tally.total ? "" : ` of ${formatCount(tally.total)}`;
  const rest = [
    ...others,
    [tally.refused, "refused"],
    [tally.failed, "failed"],
    [tally.missing, "never arrived"],
    [tally.uploading, "uploading"],
    [tally.finishing, "confirming"],
    [tally.queued, "waiting"],
    [tally.cancelled, "cancelled"],
  ] as const;
  return [`${formatCount(lead[0])}${of} ${lead[1]}`]
    .concat(rest.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`))
    .join(", ");
}

/** The pill's few words: the share while it runs, what needs somebody when it stands. */
export function describePill(tally: Tally): string {
  const needs =
    tally.problems > 0 ? `${formatCount(tally.problems)} need${tally.problems === 1 ? "s" : ""} you` : "";
  if (tally.moving > 0) {
    const through = `${formatCount(tally.total - tally.moving)} of ${formatCount(tally.total)} through`;
    return [`${tally.unsent > 0 ? "Uploading" : "Finishing"}, ${through}`, needs].filter(Boolean).join("; ");
  }
  return describeTotals(tally);
}

/** What was left out of a drop, and why; null when nothing was. */
export function describeSkipped({
  junk,
  unreadable,
  stopped,
  repeated,
}: Omit<Walked, "found"> & { repeated: number }): string | null {
  const parts = [
    repeated > 0 && `${formatCount(repeated, "file")} already in the list`,
    junk > 0 && formatCount(junk, "system file"),
    unreadable > 0 && `${formatCount(unreadable, "entry", "entries")} that could not be read`,
  ].filter((part) => typeof part === "string");
  const skipped = parts.length > 0 ? `Skipped ${formatList(parts)}.` : "";
  const rest = stopped ? "That was more than one queue holds; drop the rest when this is through." : "";
  return [skipped, rest].filter(Boolean).join(" ") || null;
}
