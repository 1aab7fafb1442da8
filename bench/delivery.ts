import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Rules } from "../lib/cloudflare/stand-in/rules.ts";
import { sign } from "../lib/cloudflare/stand-in/testing.ts";
import { accountOf, type Bench, openStandIn } from "./stand-in.ts";
import { add, findProgram, load, median, type Running, spread, start } from "./tools.ts";

const sizes = { small: 25_000, large: 203_000 };

/** Goals 14 to 16: signed delivery from memory and from disk, beside nginx and sirv with the same bytes, unsigned. */
export async function delivery(bench: Bench, rounds: number) {
  const www = path.join(bench.dir, "www");
  mkdirSync(www, { recursive: true });
  const photo = await bench.photo(2400, 1800);
  const memory = await filled(bench, photo, { www });
  const disk = await filled(bench, photo, { www, as: "disk", rules: { memoryCacheBytes: 1 } });
  const running: [string, Running, (name: string) => string][] = [
    ["stand-in, signed, memory", memory, (name) => memory.paths[name] ?? ""],
    ["stand-in, signed, disk", disk, (name) => disk.paths[name] ?? ""],
  ];
  const nginx = findProgram("nginx");
  if (nginx) running.push(["nginx", await startNginx(nginx, bench.dir, www), (name) => `/${name}.jpg`]);
  running.push(["sirv", await bench.peer("sirv-server.mjs", www), (name) => `/${name}.jpg`]);

  const seen: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++)
    for (const name of Object.keys(sizes))
      for (const [who, { url }, pathOf] of running)
        add(seen, `${name} ${who}`, await load(url + pathOf(name)));
  for (const [, server] of running) await server.stop();
  for (const [what, values] of Object.entries(seen))
    bench.line("delivery", what, `${Math.round(median(values))}/s`, spread(values));
  for (const name of Object.keys(sizes)) {
    const of = (who: string) => median(seen[`${name} ${who}`] ?? [0]);
    const ours = of("stand-in, signed, memory");
    if (nginx) bench.line("ratio", `${name}: memory / nginx`, (ours / of("nginx")).toFixed(2), "");
    bench.line("ratio", `${name}: memory / sirv`, (ours / of("sirv")).toFixed(2), "");
    bench.line("ratio", `${name}: disk / sirv`, (of("stand-in, signed, disk") / of("sirv")).toFixed(2), "");
  }
}

type Filling = { www: string; as?: string; rules?: Partial<Rules> };

/** A stand-in with one private image in two variants, whose bytes also go where the peers serve files from. */
async function filled(bench: Bench, photo: Buffer, { www, as, rules = {} }: Filling) {
  const standIn = await openStandIn(bench, rules, as);
  const id = await standIn.upload(photo, { requireSignedURLs: "true" });
  const key = await standIn.key();
  const paths: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(sizes)) {
    writeFileSync(path.join(www, `${name}.jpg`), await variantOf(standIn, { id, key, name, bytes }));
    paths[name] = sign(
      `/${accountOf.accountHash}/${id}/${name}`,
      key,
      Math.floor(Date.now() / 1000) + 86_400,
    );
  }
  return { ...standIn, paths };
}

type Wanted = { id: string; key: string; name: string; bytes: number };

/** Defines a variant whose JPEG is about as large as wanted, and returns it. */
async function variantOf(standIn: Awaited<ReturnType<typeof openStandIn>>, { id, key, name, bytes }: Wanted) {
  let [low, high] = [40, 2400];
  let best = Buffer.alloc(0);
  for (let tries = 0; tries < 9; tries++) {
    const width = Math.round((low + high) / 2);
    await standIn.api(tries === 0 ? "POST" : "PATCH", tries === 0 ? "v1/variants" : `v1/variants/${name}`, {
      ...(tries === 0 ? { id: name } : {}),
      options: { fit: "scale-down", width, metadata: "none" },
    });
    const url = sign(`/${accountOf.accountHash}/${id}/${name}`, key, Math.floor(Date.now() / 1000) + 600);
    best = Buffer.from(await (await fetch(standIn.url + url)).arrayBuffer());
    if (best.length > bytes) high = width;
    else low = width;
  }
  return best;
}

async function startNginx(program: string, dir: string, www: string): Promise<Running> {
  const port = 18_080 + Math.floor(Math.random() * 900);
  const config = `${process.getuid?.() === 0 ? "user root; " : ""}daemon off; worker_processes 1; pid ${dir}/nginx.pid; error_log ${dir}/nginx.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; open_file_cache_valid 1h;
  types { image/jpeg jpg; } keepalive_requests 100000000;
  client_body_temp_path ${dir}/n1; proxy_temp_path ${dir}/n2; fastcgi_temp_path ${dir}/n3;
  uwsgi_temp_path ${dir}/n4; scgi_temp_path ${dir}/n5;
  server { listen 127.0.0.1:${port}; root ${www}; } }`;
  writeFileSync(path.join(dir, "nginx.conf"), config);
  const script = `"$0" -p ${dir} -c ${dir}/nginx.conf & trap 'kill $!' TERM; sleep 0.5; echo ready on http://127.0.0.1:${port}; wait`;
  return start("sh", ["-c", script, program]);
}
