import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { InstallationFacts, Usage } from "@/lib/installation/schema";

/** Account, hosts and schedule, as configured. */
export async function getInstallation(actor: Actor): Promise<InstallationFacts> {
  assertCan(actor, "account:check");
  const row = await db().installation.findUnique({
    where: { id: 1 },
    select: { createdAt: true, syncedAt: true, syncError: true },
  });
  const settings = env();
  return {
    accountId: settings.CLOUDFLARE_ACCOUNT_ID,
    accountHash: settings.CLOUDFLARE_ACCOUNT_HASH,
    apiUrl: settings.CLOUDFLARE_API_URL,
    uploadUrl: settings.CLOUDFLARE_UPLOAD_URL,
    deliveryUrl: settings.CLOUDFLARE_DELIVERY_URL,
    createdAt: row?.createdAt ?? null,
    scheduled: settings.CRON_SECRET !== undefined,
    syncedAt: row?.syncedAt ?? null,
    syncError: row?.syncError ?? null,
  };
}

/** Asks Cloudflare how much of the plan is used. A refusal is an answer, not an error: the screen shows it. */
export async function getUsage(actor: Actor): Promise<Usage> {
  assertCan(actor, "account:check");
  try {
    const { current, allowed } = await cloudflare().stats();
    return { ok: true, stored: current, allowed };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, message: error.message };
    throw error;
  }
}
