import type { Call, StandIn } from "../context.ts";
import { Refusal, type Reply } from "../replies.ts";
import { accessOf, authenticationError } from "./auth.ts";
import { batchToken } from "./batch-token.ts";
import { getConfig, patchConfig } from "./config.ts";
import { directUploadV1, directUploadV2 } from "./direct-upload.ts";
import { createImage, deleteImage, getImage, imageBlob, imageStats, patchImage } from "./images.ts";
import { deleteKey, listKeys, putKey } from "./keys.ts";
import { listV1, listV2 } from "./lists.ts";
import {
  createVariant,
  deleteVariant,
  getFlatVariant,
  getVariant,
  listVariants,
  patchVariant,
} from "./variants.ts";

/** `name` is the one decoded segment that stands for `:name` in the route, or empty. */
export type ApiCall = { standIn: StandIn; call: Call; name: string };
type Handler = (api: ApiCall) => Promise<Reply>;

// First match wins: fixed words stand before `:name`, so no image can hide a resource.
const routes: [path: string, methods: Record<string, Handler>][] = [
  ["v1", { GET: listV1, POST: createImage }],
  ["v2", { GET: listV2 }],
  ["v1/direct_upload", { POST: directUploadV1 }],
  ["v2/direct_upload", { POST: directUploadV2 }],
  ["v1/stats", { GET: imageStats }],
  ["v1/config", { GET: getConfig, PATCH: patchConfig }],
  ["v1/batch_token", { GET: batchToken }],
  ["v1/keys", { GET: listKeys }],
  ["v1/keys/:name", { PUT: putKey, DELETE: deleteKey }],
  ["v1/variants", { GET: listVariants, POST: createVariant }],
  ["v1/variants/:name", { GET: getVariant, PATCH: patchVariant, DELETE: deleteVariant }],
  ["v1/variants/:name/flat", { GET: getFlatVariant }],
  ["v1/:name", { GET: getImage, PATCH: patchImage, DELETE: deleteImage }],
  ["v1/:name/blob", { GET: imageBlob }],
];

/** `/client/v4/accounts/:account/images/…`. Credentials are judged before the path, the path before the body. */
export async function api(standIn: StandIn, call: Call): Promise<Reply> {
  const access = accessOf(call.request.headers, standIn.account);
  if (access === "none") throw authenticationError();
  const match = /^\/client\/v4\/accounts\/([^/]+)\/images\/(.+)$/.exec(call.path);
  if (!match) throw noRoute(call.path);
  const [, account = "", rest = ""] = match;
  if (!/^[0-9a-f]{32}$/i.test(account) && account !== standIn.account.accountId) throw noRoute(call.path);
  if (account !== standIn.account.accountId) throw authenticationError();
  return dispatch(standIn, call, rest, access === "write");
}

export async function dispatch(
  standIn: StandIn,
  call: Call,
  rest: string,
  mayWrite: boolean,
): Promise<Reply> {
  const segments = rest.split("/");
  for (const [path, methods] of routes) {
    const name = matched(path.split("/"), segments);
    if (name === null) continue;
    const handler = methods[call.method];
    if (!handler) throw new Refusal(405, 7001, `Method ${call.method} not available for that URI.`);
    // A batch token can write, so only who may write gets one.
    if ((call.method !== "GET" || path === "v1/batch_token") && !mayWrite) throw authenticationError();
    if (standIn.faults.modes().planOff && needsPlan.test(`${call.method} ${path}`)) throw planOff();
    return handler({ standIn, call, name });
  }
  throw noRoute(call.path);
}

function matched(pattern: string[], segments: string[]): string | null {
  if (pattern.length !== segments.length) return null;
  let name = "";
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part !== ":name") {
      if (part !== segment) return null;
      continue;
    }
    try {
      name = decodeURIComponent(segment);
    } catch {
      return null;
    }
    if (name === "" || name.includes("\0")) return null;
  }
  return name;
}

// Seen on an account without Images: these refuse, while the v2 list and v2 direct uploads still answer, and deleting a
// key is told from the key alone (it has none: 5404).
const needsPlan = /^(?:(?:GET|POST) v1|GET v1\/stats|GET v1\/keys|PUT v1\/keys\/:name)$/;
const planOff = () =>
  new Refusal(
    403,
    5403,
    "The given account is not valid or is not authorized to access this service. Please check the account and try again",
  );

export const noRoute = (path: string) =>
  new Refusal(
    404,
    7003,
    `Could not route to ${path.slice(0, 300)}, perhaps your object identifier is invalid?`,
    {},
    [{ code: 7000, message: "No route for that URI." }],
  );
