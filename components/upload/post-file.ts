/** How one POST ended. `lost` says nothing about the file: Cloudflare may have it, or not. */
export type PostOutcome =
  | { kind: "accepted" }
  | { kind: "refused"; note: string; remedy: string }
  | { kind: "lost"; sentAll: boolean }
  | { kind: "aborted" };

export type PostFile = (
  url: string,
  file: File,
  options: { name: string; signal: AbortSignal; onProgress: (share: number) => void },
) => Promise<PostOutcome>;

/** No byte moved for this long: the connection is dead even if the system does not know it yet. */
const stallAfter = 45_000;
/** Cloudflare has everything and is thinking; a large picture takes it a few seconds. */
const answerAfter = 120_000;

/**
 * Sends one file to its one-time URL as multipart field `file`. XMLHttpRequest, because fetch reports no upload
 * progress; no headers of our own, because a preflight would be refused.
 */
export const postFile: PostFile = (url, file, { name, signal, onProgress }) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let sentAll = false;
    let patience = setTimeout(giveUp, stallAfter);
    function giveUp() {
      finish({ kind: "lost", sentAll });
      request.abort();
    }
    function wait(time: number) {
      clearTimeout(patience);
      patience = setTimeout(giveUp, time);
    }
    function finish(outcome: PostOutcome) {
      clearTimeout(patience);
      signal.removeEventListener("abort", stop);
      resolve(outcome);
    }
    function stop() {
      finish({ kind: "aborted" });
      request.abort();
    }

    request.upload.onprogress = ({ loaded, total }) => {
      wait(stallAfter);
      if (total > 0) onProgress(Math.min(1, loaded / total));
    };
    request.upload.onload = () => {
      sentAll = true;
      wait(answerAfter);
      onProgress(1);
    };
    request.onload = () => finish(readAnswer(request.status, request.responseText));
    request.onerror = () => finish({ kind: "lost", sentAll });
    if (signal.aborted) return finish({ kind: "aborted" });
    signal.addEventListener("abort", stop);

    const body = new FormData();
    body.append("file", file, name);
    request.open("POST", url);
    request.send(body);
  });

/** Refusals that another try with the same bytes cannot change, by Cloudflare's code or the HTTP status. */
const finalRefusals: Record<number, { note: string; remedy: string }> = {
  5413: { note: "Cloudflare says it is too large.", remedy: "Export it under 10 MB." },
  5443: {
    note: "The frames of this animation have too many pixels together.",
    remedy: "Export it smaller or with fewer frames.",
  },
  5455: {
    note: "Cloudflare does not recognise it as a picture.",
    remedy: "Export it again as JPEG, PNG, WebP or GIF.",
  },
  9422: { note: "Cloudflare could not decode it.", remedy: "Export it again, then choose it here." },
};

/** The upload host answers the API's envelope or plain text, `ERROR 5455: ...`. */
export function readAnswer(status: number, text: string): PostOutcome {
  if (status >= 200 && status < 300) return { kind: "accepted" };
  const code = Number(/ERROR (\d+):/.exec(text)?.[1] ?? /"code"\s*:\s*(\d+)/.exec(text)?.[1] ?? 0);
  const refusal = finalRefusals[code] ?? (status === 413 ? finalRefusals[5413] : undefined);
  return refusal ? { kind: "refused", ...refusal } : { kind: "lost", sentAll: false };
}
