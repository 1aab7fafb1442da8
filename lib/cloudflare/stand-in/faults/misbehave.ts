import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { bytesOf, drop, failure, json, Refusal, type Reply, send } from "../replies.ts";
import type { Fault } from "./plan.ts";

type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  now: Date;
  /** Does what the request asks for. */
  answer(): Promise<Reply>;
};

/** Answers one request the way a fault says. */
export async function misbehave(fault: Fault, { request, response, now, answer }: Exchange): Promise<void> {
  const reply = (value: Reply) => send(request, response, value);
  switch (fault.kind) {
    case "rate-limit":
      return reply(tooMany(fault.retryAfter, now));
    case "error":
      return reply(
        failure(new Refusal(fault.status, fault.code, fault.message), fault.text ? "text" : "json"),
      );
    case "answer":
      if (fault.effect) await drop(await answer());
      return reply({ status: fault.status, headers: fault.headers, body: fault.body });
    case "plain-text":
      return reply(asText(await answer()));
    case "slow": {
      const truth = await answer();
      await sleep(fault.milliseconds);
      return reply(truth);
    }
    case "reset":
      return void request.socket.resetAndDestroy();
    case "lost":
      await drop(await answer());
      return void request.socket.resetAndDestroy();
    case "padded": {
      const truth = await answer();
      const spaces = Buffer.alloc(fault.bytes, " ");
      return reply({ ...truth, body: Buffer.concat([spaces, await bytesOf(truth)]) });
    }
    case "cut":
    case "slow-body":
      return inPieces(response, await answer(), fault);
  }
}

async function inPieces(response: ServerResponse, truth: Reply, fault: Fault) {
  const body = await bytesOf(truth);
  response.writeHead(truth.status, { ...truth.headers, "content-length": String(body.length) });
  const piece = Math.ceil(body.length / 8);
  for (let at = 0; at < body.length && !response.destroyed; at += piece) {
    if (fault.kind === "cut" && at >= piece * 4) return void response.destroy();
    response.write(body.subarray(at, at + piece));
    if (fault.kind === "slow-body") await sleep(fault.milliseconds / 8);
  }
  response.end();
}

function asText(reply: Reply): Reply {
  if (reply.status < 400 || typeof reply.body !== "string" || !reply.body.startsWith("{")) return reply;
  const { errors } = JSON.parse(reply.body) as { errors: { code: number; message: string }[] };
  const [error] = errors;
  return error ? failure(new Refusal(reply.status, error.code, error.message), "text") : reply;
}

const limit = 1200;

/** The refusal of the API gateway, as documented and as seen. */
function tooMany(retryAfter: number | null, now: Date): Reply {
  const message = `More than ${limit} requests per 300 seconds reached. Please wait and consider throttling your request speed`;
  const reset = new Date(now.getTime() + (retryAfter ?? 300) * 1000).toUTCString();
  return json(
    429,
    { success: false, errors: [{ code: 10_100, message }], messages: [], result: null },
    {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": reset,
      ...(retryAfter === null ? {} : { "retry-after": String(retryAfter) }),
    },
  );
}
