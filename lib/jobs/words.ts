import { formatCount, formatList } from "@/lib/format";
import type { Values } from "@/lib/jobs/rules";
import type { Act, JobKind } from "@/lib/jobs/schema";

/** "Make 12 images private": what a job does, for its heading, its question and the activity. */
export function actInWords(act: Act, count: number): string {
  const images = formatCount(count, "image");
  switch (act.kind) {
    case "make-private":
      return `Make ${images} private`;
    case "make-public":
      return `Make ${images} public`;
    case "tag":
      return `Tag ${images} with ${formatList(act.tags)}`;
    case "untag":
      return `Take ${formatList(act.tags)} off ${images}`;
    case "retag":
      return `Rename ${formatList(act.from)} to ${act.to} on ${images}`;
    case "collect":
      return `Add ${images} to a collection`;
    case "uncollect":
      return `Take ${images} out of a collection`;
    case "rights":
      return `Set rights of ${images}`;
    case "trash":
      return `Move ${images} to the trash`;
    case "restore":
      return `Restore ${images} from the trash`;
    case "put-back":
      return `Put ${images} back as before`;
  }
}

/** What was done to one image: the trash has two ends, and "done" hides which. */
export function outcomeInWords(kind: JobKind, after: Values | null): string {
  switch (kind) {
    case "make-private":
      return "Made private";
    case "make-public":
      return "Made public";
    case "trash":
      return after?.deleted ? "Deleted for good" : "Moved to the trash";
    case "restore":
      return "Restored";
    case "put-back":
      return "Put back";
    default:
      return "Done";
  }
}
