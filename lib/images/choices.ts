import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { listUploaders } from "@/lib/images/queries";
import type { Choices } from "@/lib/images/schema";
import { suggestTags } from "@/lib/tags/queries";

/** A new tag may take this long to be offered; it can be typed at once. */
const freshFor = 15_000;
let held: { at: number; choices: Choices } | undefined;

/** The tags and people to choose from, at most a quarter of a minute old: every page offers them. */
export async function readChoices(actor: Actor): Promise<Choices> {
  const now = clock.now().getTime();
  if (held && Math.abs(now - held.at) < freshFor) return held.choices;
  const [tags, uploaders] = await Promise.all([suggestTags(actor, { q: "" }), listUploaders(actor)]);
  held = { at: now, choices: { tags, uploaders } };
  return held.choices;
}
