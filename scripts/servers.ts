// The processes of the product, started the same way by `npm start`, `npm run dev` and the browser tests.
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");
const watchdog = path.join(import.meta.dirname, "end-with-parent.mjs");

export type Server = {
  url: string;
  stop(): Promise<void>;
  /** Ends it without a goodbye, as a power cut would. */
  kill(): Promise<void>;
  exited: Promise<number | null>;
};

/** Starts Node with a watchdog, in a group of its own: Ctrl-C reaches us first, and it ends if we die. */
function launch(args: string[], env: Record<string, string | undefined>, onLine: (line: string) => void) {
  const child = spawn(process.execPath, ["--import", watchdog, ...args], {
    cwd: root,
    env: { ...process.env, ...env, DARKROOM_PARENT: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: process.platform !== "win32",
  });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.on("data", (data) => {
      const lines = (rest + data).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    });
  }
  return child;
}

function handle(child: ChildProcess, url: string): Server {
  const exited = new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode) resolve(child.exitCode);
    child.once("exit", (code) => resolve(code));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode) return;
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await exited;
    clearTimeout(late);
  };
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  return { url, stop, kill, exited };
}

/** Waits for a line that matches; rejects with the last output when the process ends before. */
function untilLine(child: ChildProcess, lines: string[], pattern: RegExp, name: string) {
  return new Promise<RegExpExecArray>((resolve, reject) => {
    const timer = setInterval(() => {
      const found = pattern.exec(lines.join("\n"));
      if (!found) return;
      clearInterval(timer);
      resolve(found);
    }, 20);
    child.once("exit", (code) => {
      clearInterval(timer);
      reject(new Error(`${name} ended with ${code} before it was ready.\n${lines.slice(-30).join("\n")}`));
    });
  });
}

/** The local Cloudflare Images, as a process of its own. Secrets travel in the environment, not in `ps`. */
export async function startCloudflare(options: {
  port: number;
  dataDir: string;
  databaseUrl: string;
  account: string;
  hash: string;
  token: string;
  control?: boolean;
  /** `name=value`, where it is to be other than strict. */
  rules?: string[];
}): Promise<Server> {
  const lines: string[] = [];
  const { port, dataDir, databaseUrl, account, hash, token, control, rules = [] } = options;
  // With `=`: an account hash may begin with a dash.
  const args = ["--import", "tsx", "scripts/cloudflare.ts", `--port=${port}`, `--data=${dataDir}`];
  args.push(
    `--account=${account}`,
    `--hash=${hash}`,
    ...(control ? ["--control"] : []),
    ...rules.map((rule) => `--rule=${rule}`),
  );
  const env = { STAND_IN_DATABASE_URL: databaseUrl, STAND_IN_TOKEN: token };
  const child = launch(args, env, (line) => lines.push(line));
  const ready = await untilLine(child, lines, /ready on (http:\/\/\S+)/, "The local Cloudflare Images");
  return handle(child, ready[1] ?? "");
}

/** Next.js, built (`start`) or with hot reload (`dev`), answering on a loopback port. */
export async function startNext(options: {
  mode: "start" | "dev";
  port: number;
  env: Record<string, string | undefined>;
  onLine?: (line: string) => void;
}): Promise<Server> {
  const { mode, port, env, onLine } = options;
  const lines: string[] = [];
  const args = ["node_modules/next/dist/bin/next", mode, "-H", "127.0.0.1", "-p", String(port)];
  const child = launch(args, { ...env, AUTH_TRUST_HOST: "true" }, (line) => {
    lines.push(line);
    onLine?.(line);
  });
  await untilLine(child, lines, /Ready in/, "Next.js");
  return handle(child, `http://127.0.0.1:${port}`);
}
