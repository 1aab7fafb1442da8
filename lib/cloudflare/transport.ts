import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { type Attempt, attempt, type Request } from "@/lib/cloudflare/attempt";
import { idProblem } from "@/lib/cloudflare/image-id";
import { lostError, oddAnswerError, redirectError, refusalError, waitError } from "@/lib/cloudflare/refusals";
import { readAnswer } from "@/lib/cloudflare/wire";
import { AppError } from "@/lib/errors";

// Why not the vendor's SDK: it waits 60 s, follows redirects, has no size cap, reads the backend's plain-text
// errors as empty ones, flattens metadata into form fields, and retries what is not safe to repeat.

export type TransportConfig = {
  apiUrl: string;
  accountId: string;
  token: string;
  /** The wall clock, for how long Cloudflare wants to be left alone. */
  now: () => Date;
  /** Waits between tries; a test may wait less. */
  pause?: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds for one try and for one call with all its tries. */
  perTry?: number;
  perCall?: number;
};

const tries = 3;
const jsonBytes = 2 * 1024 * 1024;
/** How long to stay silent after a 429 that names no time. */
const usualSilence = 30_000;

export type Call<S extends z.ZodType> = Pick<Request, "method" | "path" | "body"> & {
  schema: S;
  /** Sending it twice has the effect of sending it once. Reads are; each write says so itself. */
  repeatable?: boolean;
  maxBytes?: number;
};
type Trail = { repeatable: boolean; doubtful: boolean };
export type Answer<T> = { result: T; serverTime: Date | null };
export type Transport = ReturnType<typeof createTransport>;

/** The one way to Cloudflare's API: bounded in time, size and tries; silent while Cloudflare asks for silence. */
export function createTransport(config: TransportConfig) {
  const { apiUrl, accountId, token, now, pause = sleep, perTry = 5_000, perCall = 10_000 } = config;
  let silentUntil = 0;
  const base = `${apiUrl}/accounts/${encodeURIComponent(accountId)}/images`;
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };

  function assertNotSilent() {
    const left = silentUntil - now().getTime();
    if (left > 0) throw waitError(left / 1000);
  }

  /** After a 429: nothing is sent for as long as was asked. */
  function fallSilent(asked: number | null): never {
    const silence = asked ?? usualSilence;
    silentUntil = now().getTime() + silence;
    throw waitError(silence / 1000);
  }

  /**
   * Sends until there is an answer worth having, the tries are used up, or the time is. `trail.doubtful` turns
   * true when a try that may have had its effect was followed by another, whatever that one comes to.
   */
  async function send(request: Omit<Request, "url" | "headers" | "timeout">, trail: Trail): Promise<Attempt> {
    const deadline = performance.now() + perCall;
    for (let n = 1; ; n++) {
      assertNotSilent();
      const left = deadline - performance.now();
      const url = `${base}/${request.path}`;
      const tried = await attempt({ ...request, url, headers, timeout: Math.min(perTry, left) });
      const asked = tried.kind === "answer" ? tried.retryAfter(now()) : null;
      const busy = tried.kind === "answer" && tried.status === 429;
      const broken = tried.kind === "lost" || (tried.kind === "answer" && tried.status >= 500);
      if (!busy && !broken) return tried;
      const jitter = Math.random() * Math.min(2_000, 250 * 2 ** n);
      const wait = Math.max(asked ?? 0, jitter);
      const stop = !trail.repeatable || n >= tries || wait + 500 > deadline - performance.now();
      if (busy && stop) fallSilent(asked);
      if (stop) return tried;
      if (broken && !(tried.kind === "lost" && !tried.sent)) trail.doubtful = true;
      await pause(wait);
    }
  }

  async function ask<S extends z.ZodType>(to: Call<S>, { trail, path }: { trail: Trail; path: string }) {
    const write = to.method !== "GET";
    const request = { method: to.method, path: to.path, body: to.body, maxBytes: to.maxBytes ?? jsonBytes };
    const got = await send(request, trail);
    if (got.kind === "redirected") throw redirectError(path);
    if (got.kind === "oversized") throw oddAnswerError({ write, path, why: "larger than allowed" });
    if (got.kind === "lost") throw lostError({ write: write && got.sent, path, why: got.why });
    const answer = readAnswer(got.status, got.text);
    // A failing server may have done the work before it failed.
    if (got.status >= 500) throw lostError({ write, path, why: `status ${got.status}` });
    if (answer.kind === "refused") throw refusalError({ refusal: answer.refusal, write, path });
    if (answer.kind === "odd") throw oddAnswerError({ write, path, why: answer.why });
    const parsed = to.schema.safeParse(answer.result);
    const why = parsed.error?.issues[0]?.path.join(".") ?? "schema";
    if (!parsed.success) throw oddAnswerError({ write, path, why });
    return { result: parsed.data, serverTime: got.date };
  }

  /** One call, its answer checked against a schema. Throws AppError, see `refusals.ts`. */
  async function call<S extends z.ZodType>(to: Call<S>): Promise<Answer<z.output<S>>> {
    const write = to.method !== "GET";
    const path = `${to.method} ${to.path.split("?")[0]}`;
    const trail: Trail = { repeatable: to.repeatable ?? !write, doubtful: false };
    try {
      return await ask(to, { trail, path });
    } catch (error) {
      const gone = error instanceof AppError && error.code === "NOT_FOUND";
      if (!write || !trail.doubtful || gone) throw error;
      // An earlier try may have done it, so the last one's refusal does not mean that nothing happened.
      throw lostError({ write, path, why: error instanceof AppError ? error.code : "unknown" });
    }
  }

  return { call, assertNotSilent, fallSilent, base, headers, now };
}

/** An id as one segment of a path; refused when it could be more than one. */
export function segment(id: string): string {
  if (!/^[^/\\\0]{1,1024}$/.test(id) || id === "." || id === "..")
    throw new TypeError("That id cannot be in a path.");
  return encodeURIComponent(id);
}

/** An image's id as one segment: one of somebody's choosing may hold slashes, which are encoded with the rest. */
export function imageSegment(id: string): string {
  const problem = idProblem(id);
  if (problem) throw new TypeError(`That id cannot be in a path: ${problem}.`);
  return encodeURIComponent(id);
}

/** Null when Cloudflare itself says that the thing is not there. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
