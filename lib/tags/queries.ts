import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { readTagTally } from "@/lib/tags/kept";
import type { FindTagsInput, TagList, TagRow } from "@/lib/tags/schema";

const mostShown = 1_000;
const mostOffered = 50;

/** The tags outside the trash that these letters are in, with how many images carry each; at most 1,000. */
export async function listTagCounts(actor: Actor, { q, order }: FindTagsInput): Promise<TagList> {
  assertCan(actor, "image:view");
  const found = await readTagTally({ q, order, limit: mostShown + 1 });
  return { tags: found.slice(0, mostShown), more: found.length > mostShown };
}

/** The fifty most used tags that these letters are in: enough to choose from while one types on. */
export async function suggestTags(actor: Actor, { q }: Pick<FindTagsInput, "q">): Promise<TagRow[]> {
  assertCan(actor, "image:view");
  return readTagTally({ q, limit: mostOffered });
}
