// Signs with the account's first key, apart from our code.
import { createHmac } from "node:crypto";
import type { Product } from "./product.ts";

/** Signs as a thief of the key would, apart from our code. */
export async function signApart({ cloudflare }: Product, cloudflareId: string, ends: Date) {
  const answer = await fetch(`${cloudflare.url}/client/v4/accounts/${cloudflare.account}/images/v1/keys`, {
    headers: { authorization: `Bearer ${cloudflare.token}` },
  });
  const { result } = (await answer.json()) as { result: { keys: { value: string }[] } };
  const message = `/${cloudflare.hash}/${cloudflareId}/public?exp=${Math.floor(ends.getTime() / 1000)}`;
  const sig = createHmac("sha256", result.keys[0]?.value ?? "")
    .update(message)
    .digest("hex");
  return { url: `${cloudflare.url}${message}&sig=${sig}`, sig };
}
