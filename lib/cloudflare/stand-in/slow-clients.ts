import type { IncomingMessage } from "node:http";
import { Refusal } from "./replies.ts";
import type { Rules } from "./rules.ts";

/** Calls `cut` once when a body stops coming, or comes slower than anybody's line is. Returns how to stop watching. */
export function watchPace(
  request: IncomingMessage,
  { stallSeconds, graceSeconds, leastBytesPerSecond }: Rules["clients"],
  cut: (refusal: Refusal) => void,
): () => void {
  const began = performance.now();
  let last = began;
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    last = performance.now();
  };
  request.on("data", count);
  const timer = setInterval(
    () => {
      const now = performance.now();
      const seconds = (now - began) / 1000;
      const stalled = now - last > stallSeconds * 1000;
      const crawling = seconds > graceSeconds && bytes / seconds < leastBytesPerSecond;
      if (!stalled && !crawling) return;
      stop();
      cut(new Refusal(408, 5408, "Request timeout: the client sends too slowly"));
    },
    Math.min(1000, stallSeconds * 250),
  );
  const stop = () => {
    clearInterval(timer);
    request.off("data", count);
  };
  return stop;
}
