import type { Consequence } from "@/components/confirm-dialog";
import { formatCount, formatDateTime, formatDuration } from "@/lib/format";
import { type Act, exceptions, type JobPlan, type RightsField, rightsFields } from "@/lib/jobs/schema";

const are = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** What an act does, as numbers: first what changes, then who can see it, then what is left alone and why. */
export function consequencesOf(act: Act, plan: JobPlan): Consequence[] {
  const { change, links, open } = plan;
  const rows: (Consequence | false)[] = [
    { count: formatCount(change), what: changeOf(act, change, open), tone: toneOf(act, change) },
    act.kind === "purge" && {
      count: formatCount(links),
      what: are(links, "live link stops working", "live links stop working"),
      tone: links > 0 ? "danger" : "neutral",
    },
    (act.kind === "make-public" || act.kind === "make-private") && {
      count: formatCount(links),
      what:
        act.kind === "make-public"
          ? are(links, "live link no longer protects anything", "live links no longer protect anything")
          : are(links, "live link that was moot counts again", "live links that were moot count again"),
    },
  ];
  return [...rows.filter((row) => row !== false), ...rightsRows(act, plan), ...exceptionRows(plan)];
}

const fieldWords: Record<RightsField, string> = {
  credit: "credit",
  rightsFrom: "may be used from",
  rightsUntil: "may be used until",
  embargoUntil: "under embargo until",
};

/** A row for each field that changes, with what it becomes; and what an embargo does not do. */
function rightsRows(act: Act, { fields, open }: JobPlan): Consequence[] {
  if (act.kind !== "rights") return [];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rows: Consequence[] = rightsFields.flatMap((field) => {
    const value = act[field];
    if (value === undefined) return [];
    const text = value instanceof Date ? formatDateTime(value, { now: new Date(), zone }) : value;
    const what = text ? `get “${fieldWords[field]}”: ${text}` : `lose “${fieldWords[field]}”`;
    return [{ count: formatCount(fields[field] ?? 0), what }];
  });
  if (!act.embargoUntil || open === 0) return rows;
  const what = `of them ${are(open, "is public now and stays so", "are public now and stay so")}, until made private`;
  return [...rows, { count: formatCount(open), what, tone: "exposed" }];
}

/** The images that stay as they are, by reason, with some of their names. */
export function exceptionRows(plan: JobPlan): Consequence[] {
  return plan.exceptions.map(({ why, count, names }) => ({
    count: formatCount(count),
    what: `left alone: ${exceptions[why]}${names.length > 0 ? ` (${names.join(", ")}${count > names.length ? ", …" : ""})` : ""}`,
  }));
}

function toneOf({ kind }: Act, change: number): Consequence["tone"] {
  if (change === 0) return "neutral";
  if (kind === "purge") return "danger";
  return kind === "make-public" ? "exposed" : kind === "make-private" ? "sealed" : "neutral";
}

function changeOf(act: Act, count: number, open: number): string {
  switch (act.kind) {
    case "make-private":
      return are(count, "image needs a signed link from then on", "images need a signed link from then on");
    case "make-public":
      return are(
        count,
        "private image becomes readable by anyone",
        "private images become readable by anyone",
      );
    case "tag":
      return are(count, "image gets what it lacks of these tags", "images get what they lack of these tags");
    case "untag":
      return are(count, "image loses these tags", "images lose these tags");
    case "retag":
      return are(count, "image carries the new tag instead", "images carry the new tag instead");
    case "collect":
      return are(count, "image is added at the end", "images are added at the end");
    case "uncollect":
      return are(
        count,
        "image is taken out; it stays in the library",
        "images are taken out; they stay in the library",
      );
    case "purge":
      return are(count, "image is gone for good", "images are gone for good");
    case "restore":
      return are(count, "image comes back, private", "images come back, private");
    case "trash":
      return `${are(count, "image goes", "images go")} to the trash${open > 0 ? `, ${formatCount(open)} made private first` : ""}`;
    default:
      return are(count, "image changes", "images change");
  }
}

/** "about 7 hours at Cloudflare's rate limit"; null where that is not worth a word. */
export const paceOf = ({ minutes }: JobPlan): string | null =>
  minutes > 1 ? `about ${formatDuration(minutes * 60_000)} at Cloudflare's rate limit` : null;

/** What the person should know before, in a sentence. */
export function sentenceOf(act: Act, plan: JobPlan): string {
  const slow = paceOf(plan);
  const pace = slow ? ` It takes ${slow}, and goes on without this page.` : "";
  switch (act.kind) {
    case "make-public":
      return `Anyone with an address can then read the image in every variant, without a link and without an end. It can be made private again, but what was downloaded meanwhile cannot be recalled.${pace}`;
    case "make-private":
      return `Cloudflare stops answering the plain addresses and clears its copies. A browser may show its own for up to two days, and pages that embed the images will show a gap.${pace}`;
    case "purge":
      return `They are deleted at Cloudflare too. This cannot be undone, and nothing recalls what was already downloaded.${pace}`;
    default:
      return `It can be taken back from the job's page.${pace}`;
  }
}
