import { ok, Refusal, type Reply } from "../replies.ts";
import type { Settings } from "../store/settings.ts";
import { jsonBody } from "./body.ts";
import type { ApiCall } from "./router.ts";

const bad = (message: string) => new Refusal(400, 5400, `Bad request: ${message}`);

export const getConfig = async ({ standIn }: ApiCall): Promise<Reply> =>
  ok(await standIn.store.settings.all());

export async function patchConfig({ standIn, call }: ApiCall): Promise<Reply> {
  const body = await jsonBody(call.request);
  const change: Partial<Settings> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === "browser_ttl") {
      if (typeof value !== "number" || !Number.isInteger(value) || value < 3600 || value > 31_536_000)
        throw bad("browser_ttl must be between 3600 and 31536000");
      change.browser_ttl = value;
    } else if (name === "flexible_variants" || name === "preserve_content_credentials") {
      if (typeof value !== "boolean") throw bad(`${name} must be true or false`);
      change[name] = value;
    } else throw bad(`unknown setting ${name.slice(0, 50)}`);
  }
  return ok(await standIn.store.settings.change(change));
}
