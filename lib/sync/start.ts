import "server-only";
import { system } from "@/lib/auth/actor";
import { env, isServerless } from "@/lib/env";
import { log } from "@/lib/log";
import { checkConnection } from "@/lib/sync/queries";

/**
 * The start-up check: names of missing settings first, then what Cloudflare refuses, each in words to the log.
 * It never stops the start: the screens say the same, and a setting can be mended while the server runs.
 */
export async function reportStart(): Promise<void> {
  try {
    env();
  } catch (error) {
    log("start", { problem: error instanceof Error ? error.message : "The environment is incomplete." });
    return;
  }
  // A function starts with every burst of visits; there the schedule asks, and home shows the answer.
  if (!isServerless()) void tryConnection();
}

async function tryConnection(): Promise<void> {
  try {
    for (const { id, label, ok, message } of await checkConnection(system)) {
      // Darkroom makes its own variants by itself a moment later.
      if (!ok && id !== "own-variants") log("start", { problem: `${label}: ${message}` });
    }
  } catch (error) {
    log("start", { problem: error instanceof Error ? error.message : "Cloudflare could not be asked." });
  }
}
