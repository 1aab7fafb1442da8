import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Rules } from "./rules.ts";
import type { Reading } from "./store/reading.ts";

export type Reply = {
  status: number;
  headers: Record<string, string>;
  /** A reading is open: it has to be sent or closed. */
  body: string | Buffer | Reading | null;
};

const isReading = (body: Reply["body"]): body is Reading =>
  typeof body === "object" && body !== null && "pieces" in body;

/** For a reply that is not sent. */
export const drop = async ({ body }: Reply) => void (isReading(body) && (await body.close()));

/** All bytes of a reply, which is then spent. */
export async function bytesOf(reply: Reply): Promise<Buffer> {
  const { body } = reply;
  if (body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  if (Buffer.isBuffer(body)) return body;
  const pieces: Buffer[] = [];
  try {
    for await (const piece of body.pieces()) pieces.push(piece);
    return Buffer.concat(pieces);
  } finally {
    await body.close();
  }
}

/** Something Cloudflare would refuse: becomes an envelope, or `ERROR <code>: <message>` as plain text. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Record<string, string>;
  /** Further errors of the same answer: an envelope lists them all, plain text has room for the first only. */
  readonly further: readonly { code: number; message: string }[];
  constructor(
    status: number,
    code: number,
    message: string,
    headers: Record<string, string> = {},
    further: readonly { code: number; message: string }[] = [],
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.further = further;
  }
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(value),
});

/** The success envelope of the API. */
export const ok = (result: unknown): Reply => json(200, { result, success: true, errors: [], messages: [] });

/** The failure envelope, or the plain text that the Images backend answers on its own hosts. */
export function failure(refusal: Refusal, form: "json" | "text"): Reply {
  if (form === "text")
    return {
      status: refusal.status,
      headers: { "content-type": "text/plain; charset=utf-8", ...refusal.headers },
      body: `ERROR ${refusal.code}: ${refusal.message}`,
    };
  const errors = [{ code: refusal.code, message: refusal.message }, ...refusal.further];
  return json(refusal.status, { result: null, success: false, errors, messages: [] }, refusal.headers);
}

/** Codes of the Images backend itself; those of the API gateway before it (7003, 10000, …) always come in an envelope. */
const ofBackend = (code: number) => (code >= 5400 && code < 5600) || (code >= 9400 && code < 9600);

/** The form of a refusal on the API, batch and upload hosts. Seen: the backend writes text unless JSON is asked for by name. */
export function formOf(
  refusal: Refusal,
  accept: string | undefined,
  { plainErrors }: Rules,
): "json" | "text" {
  if (plainErrors === "never" || !ofBackend(refusal.code)) return "json";
  return /\bapplication\/json\b/i.test(accept ?? "") ? "json" : "text";
}

/** What was sent is no picture of a kind that is taken. */
export const wrongType = () =>
  new Refusal(
    415,
    5455,
    "Uploaded image must have image/jpeg, image/png, image/webp, image/gif or image/svg+xml content-type",
  );

/** An original is missing, too short, or cannot be read or written. */
export const storageError = () => new Refusal(500, 5540, "Storage error");

const databaseAway = /^(08|53|57P)|^ECONN|^ETIMEDOUT|^EPIPE/;
const diskTrouble = /^(ENOSPC|EIO|EDQUOT|EMFILE|ENFILE|EROFS)$/;

/** What an unexpected error may tell the outside: a code, never its text. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  if (diskTrouble.test(code)) return storageError();
  const text = error instanceof Error ? error.message : "";
  if (databaseAway.test(code) || /Connection terminated|timeout exceeded/.test(text))
    return new Refusal(503, 5503, "Service unavailable");
  console.error("[stand-in]", error);
  return new Refusal(500, 5500, "Internal error");
}

/** Writes a reply once; a client that went away is not an error. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  lingerSeconds = 3,
) {
  try {
    await write(request, response, reply, lingerSeconds);
  } finally {
    await drop(reply);
  }
}

async function write(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  lingerSeconds: number,
) {
  if (response.headersSent || response.destroyed) return;
  if (!request.complete && request.method !== "GET" && request.method !== "HEAD") {
    // Refused before all of it was here: what still comes is read for a moment, then the line is cut.
    response.setHeader("connection", "close");
    request.resume();
    setTimeout(() => request.socket.destroy(), lingerSeconds * 1000).unref();
  }
  const { body } = reply;
  const length = body === null ? 0 : isReading(body) ? body.length : Buffer.byteLength(body);
  const bare = reply.status === 304 || reply.status === 204;
  response.writeHead(reply.status, {
    "x-content-type-options": "nosniff",
    ...reply.headers,
    ...(bare ? {} : { "content-length": String(length) }),
  });
  if (bare || body === null || request.method === "HEAD") return void response.end();
  if (!isReading(body)) return void response.end(body);
  // Trouble that shows only now cuts the line: the length was announced, so nobody takes the part for the whole.
  await pipeline(body.pieces(), response).catch(() => response.destroy());
}
