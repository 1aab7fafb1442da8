export type Request = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `…/images/`, with its query. */
  path: string;
  url: string;
  headers: Record<string, string>;
  body?: FormData | Record<string, unknown> | undefined;
  /** Milliseconds for the whole try, body included. */
  timeout: number;
  maxBytes: number;
};

/**
 * What one request came to. `lost`: no whole answer arrived; `sent` is false only when the request can not
 * have reached anyone, so that it surely had no effect.
 */
export type Attempt =
  | {
      kind: "answer";
      status: number;
      text: string;
      date: Date | null;
      /** Milliseconds the other side asked us to wait; null when it did not. */
      retryAfter: (now: Date) => number | null;
    }
  | { kind: "lost"; sent: boolean; why: string }
  | { kind: "oversized" }
  | { kind: "redirected" };

export class Oversized extends Error {}

/** Sends one request once. Never throws. */
export async function attempt({ method, url, headers, body, timeout, maxBytes }: Request): Promise<Attempt> {
  const json = body !== undefined && !(body instanceof FormData);
  try {
    const response = await fetch(url, {
      method,
      headers: json ? { ...headers, "content-type": "application/json" } : headers,
      body: json ? JSON.stringify(body) : body,
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(Math.max(1, timeout)),
    });
    const text = (await readCapped(response, maxBytes)).toString("utf8");
    return {
      kind: "answer",
      status: response.status,
      text,
      date: readDate(response.headers.get("date")),
      retryAfter: (now) => readRetryAfter(response.headers.get("retry-after"), now),
    };
  } catch (error) {
    if (error instanceof Oversized) return { kind: "oversized" };
    if (causeOf(error).message === "unexpected redirect") return { kind: "redirected" };
    const { code, message } = causeOf(error);
    return { kind: "lost", sent: !neverLeft.test(code), why: code || message };
  }
}

/** Reads a body, giving up as soon as it is larger than allowed. Throws Oversized. */
export async function readCapped(response: Response, maxBytes: number): Promise<Buffer> {
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw new Oversized();
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Oversized(); // leaving the loop cancels the body
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// Name, connection or certificate failed: not one byte of the request was read by anyone.
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function causeOf(error: unknown): { code: string; message: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { code: "", message: "unknown" };
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return { code, message: cause.name === "TimeoutError" ? "timeout" : cause.message };
}

function readDate(header: string | null): Date | null {
  const date = new Date(header ?? "");
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Milliseconds that a `retry-after` asks for; null when it says nothing. */
export function readRetryAfter(header: string | null, now: Date): number | null {
  if (!header) return null;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1000;
  const date = readDate(header);
  return date ? Math.max(0, date.getTime() - now.getTime()) : null;
}
