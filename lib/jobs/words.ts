import { formatCount, formatList } from "@/lib/format";
import type { Values } from "@/lib/jobs/rules";
import { type Act, type JobKind, type RightsField, rightsFields } from "@/lib/jobs/schema";

/**
 * "Make 12 images private": what a job does, for its heading, its question and the activity. `about`: the name of the
 * collection that it concerns.
 */
export function actInWords(act: Act, count: number, about = ""): string {
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
      return `Add ${images} to ${collection(about)}`;
    case "uncollect":
      return `Take ${images} out of ${collection(about)}`;
    case "rights":
      return `${rights(act)} of ${images}`;
    case "trash":
      return `Move ${images} to the trash`;
    case "restore":
      return `Restore ${images} from the trash`;
    case "purge":
      return `Delete ${images} for good`;
    case "put-back":
      return `Put ${images} back as before`;
  }
}

const collection = (about: string) => (about ? `“${about}”` : "a collection");

/** "Set the credit “Ines” and the embargo", or "Clear the credit" where nothing else is set. */
function rights(act: Extract<Act, { kind: "rights" }>): string {
  const changed = (...fields: RightsField[]) => fields.some((field) => act[field] !== undefined);
  const clears = rightsFields.every((field) => !act[field]);
  const parts = [
    changed("credit") && `the credit${act.credit ? ` “${shorten(act.credit)}”` : ""}`,
    changed("rightsFrom", "rightsUntil") && "the rights window",
    changed("embargoUntil") && "the embargo",
  ].filter((part) => part !== false);
  return `${clears ? "Clear" : "Set"} ${formatList(parts)}`;
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

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
    case "purge":
      return "Deleted for good";
    case "put-back":
      return "Put back";
    default:
      return "Done";
  }
}
