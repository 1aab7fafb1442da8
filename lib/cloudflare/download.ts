import { readCapped, readRetryAfter } from "@/lib/cloudflare/attempt";
import { lostError, refusalError } from "@/lib/cloudflare/refusals";
import type { Transport } from "@/lib/cloudflare/transport";
import { readAnswer } from "@/lib/cloudflare/wire";
import { AppError } from "@/lib/errors";

const answerWithin = 5_000;
/** Well under what a function on Vercel is given, so that it is we who give up, and note it. */
const bodyWithin = 20_000;
/** The largest hosted original is 10 MB. */
const blobBytes = 11 * 1024 * 1024;

export type Download = {
  body: ReadableStream<Uint8Array>;
  contentType: string;
  /** As announced; absent when Cloudflare did not say. */
  bytes?: number;
};

/**
 * The original as Cloudflare holds it, streamed. The stream fails when it grows over 11 MB or takes over
 * twenty seconds. Asked once: a person presses again, a schedule comes back.
 */
export async function downloadOriginal(transport: Transport, path: string): Promise<Download> {
  transport.assertNotSilent();
  const where = "GET v1/…/blob";
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), answerWithin);
  let response: Response;
  try {
    response = await fetch(`${transport.base}/${path}`, {
      headers: { ...transport.headers, accept: "image/*" },
      redirect: "error",
      cache: "no-store",
      signal: controller.signal,
    });
  } catch {
    throw lostError({ write: false, path: where, why: "no answer" });
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok || !response.body) {
    const text = (await readCapped(response, 64 * 1024).catch(() => Buffer.alloc(0))).toString("utf8");
    if (response.status === 429)
      transport.fallSilent(readRetryAfter(response.headers.get("retry-after"), transport.now()));
    if (response.status >= 500)
      throw lostError({ write: false, path: where, why: `status ${response.status}` });
    const answer = readAnswer(response.status, text);
    const refusal =
      answer.kind === "refused" ? answer.refusal : { status: response.status, code: 0, text: "" };
    throw refusalError({ refusal, write: false, path: where });
  }
  // The length of a compressed body is not that of the bytes we hand on.
  const announced = response.headers.has("content-encoding") ? null : response.headers.get("content-length");
  const length = Number(announced ?? Number.NaN);
  return {
    body: bounded(response.body, controller),
    contentType: response.headers.get("content-type")?.split(";")[0]?.trim() ?? "application/octet-stream",
    ...(Number.isInteger(length) && { bytes: length }),
  };
}

function bounded(body: ReadableStream<Uint8Array>, controller: AbortController): ReadableStream<Uint8Array> {
  const timer = setTimeout(() => controller.abort(), bodyWithin);
  timer.unref();
  let bytes = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, stream) {
        bytes += chunk.byteLength;
        if (bytes <= blobBytes) return stream.enqueue(chunk);
        stream.error(
          new AppError("UPSTREAM", "Cloudflare sent more than an original can be. Nothing was kept."),
        );
        controller.abort();
      },
      flush: () => clearTimeout(timer),
    }),
  );
}
