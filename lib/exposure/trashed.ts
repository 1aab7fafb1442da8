import type { AttentionItem } from "@/lib/exposure/schema";
import { formatCount } from "@/lib/format";

/** Images go private into the trash; one that strangers can read there was changed by other means. */
export function trashedItem(count: number): AttentionItem {
  const [is, they, them] = count === 1 ? ["is", "It was", "it"] : ["are", "They were", "them"];
  return {
    kind: "served-unsigned",
    tone: "danger",
    count,
    title: `${formatCount(count, "image")} in the trash ${is} readable by anyone`,
    sentence: `${they} private when moved there and changed by other means since. Delete ${them} for good, or restore ${them} and make ${them} private.`,
    href: "/trash",
    action: "Open the trash",
  };
}
