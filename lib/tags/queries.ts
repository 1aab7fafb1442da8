import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { readTagTally } from "@/lib/tags/kept";
import type { TagRow } from "@/lib/tags/schema";

/** The tags outside the trash with how many images carry each, the commonest first; at most 1,000. */
export async function listTagCounts(actor: Actor): Promise<TagRow[]> {
  assertCan(actor, "image:view");
  return readTagTally();
}
