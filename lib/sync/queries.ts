import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { isFresh } from "@/lib/exposure/rules";
import { runChecks } from "@/lib/sync/checks";
import type { ConnectionCheck } from "@/lib/sync/schema";

/** Tries every part of the connection to Cloudflare and says in words what is missing. Takes up to ten seconds. */
export async function checkConnection(actor: Actor): Promise<ConnectionCheck[]> {
  assertCan(actor, "account:check");
  return runChecks();
}

/** When the whole account was last read, and whether that is too long ago to rely on. */
export async function getFreshness(actor: Actor): Promise<{ checkedAt: Date | null; stale: boolean }> {
  assertCan(actor, "image:view");
  const installation = await db().installation.findUnique({ where: { id: 1 }, select: { syncedAt: true } });
  const checkedAt = installation?.syncedAt ?? null;
  return { checkedAt, stale: !isFresh(checkedAt, clock.now()) };
}
