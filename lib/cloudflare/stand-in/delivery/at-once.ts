import type { ServerResponse } from "node:http";
import type { Call, StandIn } from "../context.ts";
import { inert, lifeOf } from "./headers.ts";
import { recall } from "./known.ts";

const fixed = [
  ...Object.entries({ "x-content-type-options": "nosniff", ...inert }).flat(),
  ...["accept-ranges", "bytes", "cf-cache-status", "HIT", "cf-resized", "internal=ok/h"],
];

/**
 * Answers a plain GET without waiting for anything, when all it needs is in memory. False: it did nothing, and the
 * long way has to answer. That is also how every refusal is given.
 */
export function deliverAtOnce(standIn: StandIn, call: Call, response: ServerResponse): boolean {
  const { range, "if-none-match": match, "user-agent": agent } = call.request.headers;
  if (call.method !== "GET" || range !== undefined || match !== undefined) return false;
  if (!standIn.faults.idle() || standIn.refusedAgents.test(agent ?? "")) return false;
  const known = recall(standIn, call);
  if (known?.order.kind !== "picture") return false;
  const body = standIn.renderer.peek(known.order.name);
  if (!body) return false;
  const { order } = known;
  response.writeHead(200, [
    ...fixed,
    ...["content-type", order.type, "content-length", String(body.length), "etag", order.etag],
    ...["vary", order.vary, "cache-control", lifeOf(standIn, known)],
  ]);
  response.end(body);
  return true;
}
