import { ok, type Reply } from "../replies.ts";
import type { ApiCall } from "./router.ts";

/** `GET images/v1/batch_token`: a credential for the batch host, its end in nanoseconds as Cloudflare writes it. */
export async function batchToken({ standIn }: ApiCall): Promise<Reply> {
  const now = standIn.clock.now();
  const expires = new Date(now.getTime() + standIn.rules.batchTokenSeconds * 1000);
  const token = await standIn.store.batchTokens.issue(expires, now);
  return ok({ token, expiresAt: expires.toISOString().replace("Z", "000000Z") });
}
