import { formatCount, formatList } from "@/lib/format";
import type { Act } from "@/lib/jobs/schema";

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
