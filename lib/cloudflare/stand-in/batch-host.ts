import { authenticationError, bearerOf } from "./api/auth.ts";
import { dispatch, noRoute } from "./api/router.ts";
import type { Call, StandIn } from "./context.ts";
import { failure, formOf, Refusal, type Reply, refusalOf } from "./replies.ts";

// Of `/images/…` the batch host knows these alone: no keys, variants, settings or blobs.
const known = [
  { path: /^v1$/, methods: ["POST"] },
  {
    path: /^v1\/(?!(?:stats|config|keys|variants|batch_token|direct_upload)$)[^/]+$/,
    methods: ["GET", "PATCH", "DELETE"],
  },
  { path: /^v2$/, methods: ["GET"] },
  { path: /^v2\/direct_upload$/, methods: ["POST"] },
];

/** Browsers may use it too, and send their token in a header. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type",
};

export const isBatchPath = (path: string) => /^\/images\/v[12](?:\/|$)/.test(path);

/** The batch host: `/images/v1…` and `/images/v2…` without an account, for holders of a batch token. */
export async function batchHost(standIn: StandIn, call: Call): Promise<Reply> {
  if (call.method === "OPTIONS") return { status: 204, headers: cors, body: null };
  const reply = await answer(standIn, call).catch((error) => {
    const refusal = refusalOf(error);
    return failure(refusal, formOf(refusal, call.request.headers.accept, standIn.rules));
  });
  return { ...reply, headers: { ...reply.headers, ...cors } };
}

async function answer(standIn: StandIn, call: Call): Promise<Reply> {
  const token = bearerOf(call.request.headers);
  const valid = token !== null && (await standIn.store.batchTokens.holds(token, standIn.clock.now()));
  if (!valid) throw authenticationError();
  if (!standIn.batchPace(token))
    throw new Refusal(429, 10_100, "Too many requests for this batch token in one second", {
      "retry-after": "1",
    });
  const rest = call.path.slice("/images/".length);
  if (!known.some(({ path, methods }) => path.test(rest) && methods.includes(call.method)))
    throw noRoute(call.path);
  return dispatch(standIn, call, rest, true);
}
