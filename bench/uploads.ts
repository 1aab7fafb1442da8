import { mkdirSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { type Bench, openStandIn } from "./stand-in.ts";
import { add, cpuMs, median, rate, residentMb, spread, startTs } from "./tools.ts";

const files = 500;
const size = 1_000_000;

/** Goals 19 and 20: uploads that are checked, hashed, made durable and written as rows, beside a plain receiver. */
export async function uploads(bench: Bench, rounds: number) {
  const jpeg = await bench.photo(1200, 900);
  // Data behind the end is allowed: it brings every file to the same size.
  const bytes = Buffer.concat([jpeg.subarray(0, size), Buffer.alloc(Math.max(0, size - jpeg.length), 7)]);
  const head =
    '--bench\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--bench--\r\n")]);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const post = (url: string, headers: Record<string, string> = {}) =>
    new Promise<void>((resolve, reject) => {
      const sent = http.request(url, {
        method: "POST",
        agent,
        headers: {
          ...headers,
          "content-type": "multipart/form-data; boundary=bench",
          "content-length": String(body.length),
        },
      });
      sent.on("response", (response) => {
        if (response.statusCode !== 200) reject(new Error(`${response.statusCode} for ${url}`));
        response.on("end", resolve).resume();
      });
      sent.on("error", reject);
      sent.end(body);
    });
  const received = path.join(bench.dir, "received");
  mkdirSync(received, { recursive: true });
  const receiver = await startTs("receiver.ts", received);
  const standIn = await openStandIn(bench, {});
  const seen: Record<string, number[]> = {};
  const cost: Record<string, number[]> = {};
  let [worst, growth] = [0, 0];
  for (let round = 0; round <= rounds; round++) {
    const [theirs, own] = [cpuMs(receiver.pid), () => cpuMs(standIn.pid)];
    const plain = await rate(files, 4, () => post(receiver.url));
    const [before, begun, spent] = [residentMb(standIn.pid), own(), cpuMs(receiver.pid) - theirs];
    const ours = await rate(files, 4, () => post(`${standIn.base}/v1`, standIn.headers));
    if (round === 0) continue; // warms up
    add(seen, "receiver", plain.perSecond);
    add(seen, "stand-in", ours.perSecond);
    add(cost, "receiver", spent / files);
    add(cost, "stand-in", (own() - begun) / files);
    worst = Math.max(worst, ours.p95);
    growth = Math.max(growth, residentMb(standIn.pid) - before);
  }
  await receiver.stop();
  await standIn.stop();
  agent.destroy();
  for (const [what, values] of Object.entries(seen))
    bench.line(
      "uploads",
      `${what}, 1 MB files, 4 at once`,
      `${Math.round(median(values))} MB/s, ${median(cost[what] ?? []).toFixed(1)} ms of processor each`,
      spread(values),
    );
  bench.line("uploads", "stand-in, slowest p95", `${worst.toFixed(0)} ms`, "");
  bench.line("uploads", "stand-in, largest growth of memory in 500 files", `${growth.toFixed(0)} MB`, "");
  bench.line(
    "ratio",
    "uploads: stand-in / receiver",
    (median(seen["stand-in"] ?? [0]) / median(seen.receiver ?? [1])).toFixed(2),
    `by processor time ${(median(cost.receiver ?? [0]) / median(cost["stand-in"] ?? [1])).toFixed(2)}`,
  );
}
