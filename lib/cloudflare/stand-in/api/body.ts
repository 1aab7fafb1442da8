import type { IncomingMessage } from "node:http";
import { Refusal } from "../replies.ts";

const most = 65_536;

/** The JSON object of a request; an empty body is an empty object where that is allowed. */
export async function jsonBody(
  request: IncomingMessage,
  mayBeEmpty = false,
): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > most) {
      request.resume(); // the refusal reaches a client only if what it still sends is read
      throw new Refusal(413, 7011, "Request entity too large");
    }
    chunks.push(chunk as Buffer);
  }
  if (bytes === 0 && mayBeEmpty) return {};
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    throw new Refusal(415, 5415, "Bad request: the request body must be application/json");
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new Refusal(400, 5400, "Bad request: the request body is not valid JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal(400, 5400, "Bad request: the request body must be a JSON object");
  return value as Record<string, unknown>;
}
