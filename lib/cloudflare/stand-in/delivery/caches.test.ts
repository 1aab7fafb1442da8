import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { imageForm, picture, sign, type Trial, withStandIn } from "../testing.ts";

// SL-11: a caching proxy in front. Debian's nginx; without one the test says so and is skipped.
const nginx = (() => {
  try {
    return execFileSync("sh", ["-c", "command -v nginx || ls /usr/sbin/nginx"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
})();
let ahead = 0;
let trial: Trial;
let proxy = "";
let child: ChildProcess | null = null;
const dir = mkdtempSync(path.join(tmpdir(), "stand-in-cache-"));

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

beforeAll(async () => {
  trial = await withStandIn({ now: () => new Date(Date.now() + ahead * 1000) });
  if (!nginx) return;
  const port = await freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (n) => `${n}_temp_path ${dir}/${n};`,
  );
  writeFileSync(
    path.join(dir, "nginx.conf"),
    `${process.getuid?.() === 0 ? "user root; " : ""}daemon off; worker_processes 1; pid ${dir}/pid; error_log ${dir}/log;
events { worker_connections 64; }
http { access_log off; ${temporary.join(" ")} proxy_cache_path ${dir}/cache keys_zone=z:1m;
  server { listen 127.0.0.1:${port};
    location / { proxy_pass ${trial.url}; proxy_cache z; add_header x-cache $upstream_cache_status always; } } }`,
  );
  child = spawn(nginx, ["-p", dir, "-c", path.join(dir, "nginx.conf"), "-e", path.join(dir, "log")], {
    stdio: "ignore",
  });
  proxy = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${proxy}/__health`)).status).toBe(200), 10_000);
});
afterAll(async () => {
  child?.kill("SIGTERM");
  await trial.close();
  rmSync(dir, { recursive: true, force: true });
});

async function image(requireSignedURLs: string) {
  const { result } = await trial.api("POST", "v1", imageForm(await picture(), { requireSignedURLs }));
  return `/${trial.accountHash}/${result.id}/public`;
}
const through = async (path_: string) => {
  const response = await fetch(proxy + path_);
  await response.arrayBuffer();
  return [response.status, response.headers.get("x-cache")];
};

test.skipIf(!nginx)(
  "SL-11: no shared cache shows a private picture, nor any after its link's end",
  async () => {
    const [closed, open] = [await image("true"), await image("false")];
    const key = await trial.key();
    const end = Math.floor(Date.now() / 1000) + 600;
    const link = sign(closed, key, end);
    expect([await through(link), await through(link)]).toEqual([
      [200, "MISS"],
      [200, "MISS"], // never kept
    ]);
    ahead = 600;
    expect((await through(link))[0]).toBe(403);
    ahead = 0;
    expect(await through(open)).toEqual([200, "MISS"]);
    expect(await through(open)).toEqual([200, "HIT"]);
    expect((await through(`${open}?sig=${"0".repeat(64)}`))[0]).toBe(403); // the query is part of the key
    const brief = sign(open, key, Math.floor(Date.now() / 1000) + 5);
    expect((await through(brief))[0]).toBe(200);
    await expect.poll(async () => (await through(brief))[0], { timeout: 20_000 }).toBe(403);
    expect((await through(sign(closed, "wrong", end)))[0]).toBe(403);
  },
);

test("SL-06: a clock that jumps an hour either way decides anew each time", async () => {
  const closed = await image("true");
  const end = Math.floor(Date.now() / 1000) + 600;
  const link = sign(closed, await trial.key(), end);
  const seen: number[] = [];
  // A busy machine may need seconds for these few questions.
  for (const jump of [0, 3600, 0, -3600, 3600, 540, 660]) {
    ahead = jump;
    seen.push((await fetch(trial.url + link)).status);
  }
  ahead = 0;
  expect(seen).toEqual([200, 403, 200, 200, 403, 200, 403]);
});
