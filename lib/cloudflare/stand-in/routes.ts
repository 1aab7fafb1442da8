import { api } from "./api/router.ts";
import { batchHost, isBatchPath } from "./batch-host.ts";
import type { Call, StandIn } from "./context.ts";
import { control } from "./control.ts";
import { deliver } from "./delivery/deliver.ts";
import { page } from "./page.ts";
import { failure, formOf, json, Refusal, type Reply, refusalOf } from "./replies.ts";
import { directUpload } from "./upload.ts";

/** CORS of the upload and delivery hosts: any origin, no credentials, no extra request headers. */
const cors = { "access-control-allow-origin": "*" };
const preflight: Reply = {
  status: 204,
  headers: { ...cors, "access-control-allow-methods": "GET, HEAD, POST", "access-control-max-age": "600" },
  body: null,
};

/** One request to one reply. Each host of Cloudflare's is a path here, with its own error form and CORS. */
export async function answer(
  standIn: StandIn,
  call: Call,
  reset: (() => Promise<void>) | null,
): Promise<Reply> {
  try {
    if (call.path.startsWith("/client/v4/")) return await api(standIn, call);
    if (call.path === "/" && call.method === "GET") return await page(standIn, reset !== null);
    if (call.path === "/__health") return json(200, { ready: true });
    if (reset && /^\/__control(\/|$)/.test(call.path)) return await control(standIn, call, reset);
  } catch (error) {
    const refusal = refusalOf(error);
    const own = call.path.startsWith("/__"); // no host of Cloudflare's
    return failure(refusal, own ? "json" : formOf(refusal, call.request.headers.accept, standIn.rules));
  }
  if (isBatchPath(call.path)) return batchHost(standIn, call);
  if (call.method === "OPTIONS") return preflight;
  return edge(standIn, call);
}

async function edge(standIn: StandIn, call: Call): Promise<Reply> {
  if (call.method === "POST") {
    const reply = await directUpload(standIn, call).catch((error) => {
      const refusal = refusalOf(error);
      return failure(refusal, formOf(refusal, call.request.headers.accept, standIn.rules));
    });
    return { ...reply, headers: { ...reply.headers, ...cors, "cache-control": "no-store" } };
  }
  try {
    if (call.method !== "GET" && call.method !== "HEAD")
      throw new Refusal(405, 9424, "Method not allowed", { allow: "GET, HEAD" });
    return await deliver(standIn, call);
  } catch (error) {
    const refusal = refusalOf(error);
    const reply = failure(refusal, "text");
    const headers = {
      ...reply.headers,
      ...cors,
      "cf-resized": `err=${refusal.code}`,
      "cache-control": "no-store",
    };
    return { ...reply, headers: { ...headers, "cross-origin-resource-policy": "cross-origin" } };
  }
}
