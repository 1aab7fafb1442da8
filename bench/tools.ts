import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
/** Adds a measurement to its series. */
export function add(seen: Record<string, number[]>, what: string, value: number): void {
  seen[what] = [...(seen[what] ?? []), value];
}
export const spread = (values: readonly number[]) =>
  `${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))}`;

/** A program by name, or by the variable that names another place; null when it is not installed. */
export function findProgram(name: string): string | null {
  const given = process.env[`BENCH_${name.toUpperCase()}`];
  if (given) return given;
  try {
    return execFileSync("sh", ["-c", `command -v ${name} || ls /usr/sbin/${name}`], {
      encoding: "utf8",
    }).trim();
  } catch {
    return null;
  }
}

export type Running = { url: string; pid: number; stop(): Promise<void> };
const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** Starts a program that prints `ready on <url>`. */
export async function start(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  children.add(child);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
      const found = /ready on (\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    void exited.then(() => reject(new Error(`${command} ${args[0]} ended before it was ready`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      children.delete(child);
    },
  };
}

export const startTs = (file: string, ...args: string[]) =>
  start(process.execPath, ["--import", "tsx", path.join("bench", file), ...args]);

/** Keeps `connections` busy for some seconds; requests per second. wrk when there is one, else Node (slower). */
export async function load(url: string, { connections = 16, seconds = 4 } = {}): Promise<number> {
  const wrk = findProgram("wrk");
  if (wrk) {
    const text = await new Promise<string>((resolve) => {
      const child = spawn(wrk, ["-t1", `-c${connections}`, `-d${seconds}s`, url], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let out = "";
      child.stdout.on("data", (data) => {
        out += data;
      });
      child.once("exit", () => resolve(out));
    });
    if (/Non-2xx/.test(text)) throw new Error(`Not every answer was 200: ${url}`);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]);
  }
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      http.get(url, { agent }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${response.statusCode} for ${url}`));
        response.on("end", () => resolve());
        response.resume();
      });
    });
  const worker = async () => {
    for (; performance.now() < end; done++) await one();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return done / seconds;
}

/** Runs `work` for 0 … count-1, some at a time; how many a second, and each one's milliseconds. */
export async function rate(count: number, atOnce: number, work: (n: number) => Promise<unknown>) {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    for (let n = next++; n < count; n = next++) {
      const from = performance.now();
      await work(n);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  times.sort((a, b) => a - b);
  return {
    perSecond: (count / (performance.now() - began)) * 1000,
    p95: times[Math.floor(times.length * 0.95)] ?? 0,
  };
}

const tickMs = 10; // USER_HZ is 100 on every Linux that runs Node

/** Every process that descends from one, itself included (Linux). */
function family(pid: number): number[] {
  const read = (file: string) => {
    try {
      return readFileSync(`/proc/${file}`, "utf8");
    } catch {
      return ""; // it ended meanwhile
    }
  };
  const kids = read(`${pid}/task/${pid}/children`).trim().split(/\s+/).filter(Boolean).map(Number);
  return [pid, ...kids.flatMap(family)];
}

/**
 * Milliseconds of processor time that a process, its children and its ended children have used (Linux). Unlike a rate it
 * hardly depends on what else the machine does.
 */
export function cpuMs(pid: number): number {
  const used = (id: number) => {
    try {
      const after = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return [11, 12, 13, 14].reduce((sum, at) => sum + Number(after[at] ?? 0), 0);
    } catch {
      return 0;
    }
  };
  return family(pid).reduce((sum, id) => sum + used(id), 0) * tickMs;
}

/** Resident memory of a process and its children, in MB (Linux). */
export function residentMb(pid: number): number {
  const own = (id: number) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0);
  return family(pid).reduce((sum, id) => sum + own(id), 0) / 1024;
}

const peerPackages = ["sirv@3.0.2", "ipx@3.1.1"];

/** Installs the libraries compared with, once, into a folder that git ignores and npm replaces; returns that folder. */
export function installPeers(): string {
  const dir = path.join(root, "node_modules/.cache/bench-peers");
  const stamp = path.join(dir, "installed");
  const wanted = peerPackages.join(" ");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return dir;
  mkdirSync(dir, { recursive: true });
  const options = ["install", "--prefix", dir, "--no-audit", "--no-fund", "--ignore-scripts"];
  execFileSync("npm", [...options, ...peerPackages], { stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(stamp, wanted);
  return dir;
}
