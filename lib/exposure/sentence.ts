import { formatCount, formatDuration, formatList } from "@/lib/format";

/** Every image once, by what is true of it. Unfinished and failed overlap with nothing but `deleting`. */
export type Tally = {
  sealed: number;
  exposed: number;
  unknown: number;
  /** Marked private, yet an unsigned request was answered. */
  served: number;
  open: number;
  /** Uploads that nobody can read yet; what has arrived and can be read is counted as that. */
  unfinished: number;
  failed: number;
  /** Among the others until Cloudflare confirms. */
  deleting: number;
  /** Among the others: stored, and in the trash. */
  trashed?: number;
};

type Context = { alwaysPublic: string[]; asOf: Date | null; stale: boolean };

/** The home screen's answer to "is anything leaking?", in one sentence. Numbers first, nothing left out. */
export function summarySentence(tally: Tally, context: Context, now: Date): string {
  const clauses = [
    privateClause(tally, context, now),
    tally.open > 0 && `${formatCount(tally.open)} open`,
    tally.unfinished > 0 && `${formatCount(tally.unfinished, "upload")} unfinished`,
    tally.failed > 0 && `${formatCount(tally.failed, "upload")} failed`,
    (tally.trashed ?? 0) > 0 && `${formatCount(tally.trashed ?? 0)} of them in the trash`,
    tally.deleting > 0 && `${formatCount(tally.deleting)} being deleted`,
  ];
  return `${clauses.filter(Boolean).join("; ")}.`;
}

function privateClause(tally: Tally, { alwaysPublic, asOf, stale }: Context, now: Date): string {
  const { sealed, exposed, unknown, served } = tally;
  const all = sealed + exposed + unknown + served;
  const images = formatCount(all, "private image");
  const through = `readable by anyone through ${formatList(alwaysPublic)}`;
  const age = asOf
    ? `was last asked ${formatDuration(now.getTime() - asOf.getTime())} ago`
    : "was not asked yet";
  if (all === 0) return tally.open > 0 ? "No private images" : "No images yet";
  if (sealed === all) return all === 1 ? `${images}, sealed` : `${images}, all sealed`;
  if (exposed === all) return all === 1 ? `${images}, ${through}` : `All ${images} are ${through}`;
  if (unknown === all) {
    const why = stale ? `: Cloudflare ${age}` : ", because that is not confirmed yet";
    return `${images}, and we cannot say who sees ${all === 1 ? "it" : "them"}${why}`;
  }
  const parts = [
    sealed > 0 && `${formatCount(sealed)} sealed`,
    exposed > 0 && `${formatCount(exposed)} ${through}`,
    served > 0 && `${formatCount(served)} answered without a signature`,
    unknown > 0 && `${formatCount(unknown)} unknown${stale ? `, since Cloudflare ${age}` : ""}`,
  ];
  return `${images}: ${formatList(
    parts.filter((part) => part !== false),
    4,
  )}`;
}
