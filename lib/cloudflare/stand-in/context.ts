import type { IncomingMessage } from "node:http";
import type { LRUCache } from "lru-cache";
import type { Pace } from "./batch-pace.ts";
import type { Clock } from "./clock.ts";
import type { Known } from "./delivery/known.ts";
import type { Renderer } from "./delivery/render.ts";
import type { Faults } from "./faults/plan.ts";
import type { FetchRules } from "./fetch/fetch-image.ts";
import type { Ids } from "./ids.ts";
import type { Rules } from "./rules.ts";
import type { Store } from "./store/store.ts";

export type Account = {
  accountId: string;
  accountHash: string;
  token: string;
  readOnlyToken: string | null;
};

/** Everything a handler may use. Nothing else is global. */
export type StandIn = {
  account: Account;
  rules: Rules;
  clock: Clock;
  store: Store;
  renderer: Renderer;
  faults: Faults;
  ids: Ids;
  /** Addresses served lately, by path and `Accept`. */
  known: LRUCache<string, Known>;
  /** Whether a batch token may make one more call now. */
  batchPace: Pace;
  /** Clients that the delivery host turns away. */
  refusedAgents: RegExp;
  /** Where an upload by URL may fetch from. */
  fetching: FetchRules;
  publicUrl: () => string;
};

/** A request with its target split exactly as received: nothing is decoded or normalised here. */
export type Call = {
  request: IncomingMessage;
  method: string;
  path: string;
  /** Without `?`; null when the target has no `?` at all. */
  query: string | null;
};

/** Splits the request target at its first `?`. Absolute and asterisk forms are no paths of ours. */
export function callOf(request: IncomingMessage): Call | null {
  const target = request.url ?? "";
  if (!target.startsWith("/")) return null;
  const mark = target.indexOf("?");
  return {
    request,
    method: request.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? null : target.slice(mark + 1),
  };
}
