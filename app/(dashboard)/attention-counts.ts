import "server-only";
import type { ScreenId } from "@/components/layout/nav";
import type { Actor } from "@/lib/auth/actor";
import { listDecisions } from "@/lib/exposure/queries";

/** What needs a decision, by screen, for the rail. Information alone is not counted. */
export async function attentionCounts(actor: Actor): Promise<Partial<Record<ScreenId, number>>> {
  const items = await listDecisions(actor);
  const failed = items.find(({ kind }) => kind === "failed-uploads")?.count ?? 0;
  const asking = items.find(({ kind }) => kind === "links-asking")?.count ?? 0;
  const desk = items.find(({ kind }) => kind === "key-alarm")?.count ?? 0;
  return { exposure: items.length, library: failed, links: asking, desk };
}
