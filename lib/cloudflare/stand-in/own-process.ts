// Test helper: the stand-in as a program of its own, as `npm run cloudflare` starts it.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { testAccount } from "./testing.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const running = new Set<ChildProcess>();

export type Ran = { code: number | null; output: string };
export type Process = {
  child: ChildProcess;
  url: string;
  /** Milliseconds from the start to the line that says it is ready. */
  ms: number;
  exited: Promise<number | null>;
  /** Everything it has written so far, errors included. */
  output(): string;
  stop(signal: NodeJS.Signals): Promise<number | null>;
};
type How = {
  args?: string[];
  env?: Record<string, string | undefined>;
};

/** The account of the tests, by the environment. */
export const accountEnv = {
  STAND_IN_TOKEN: testAccount.token,
  STAND_IN_ACCOUNT: testAccount.accountId,
  STAND_IN_HASH: testAccount.accountHash,
};

function launch({ args = [], env = {} }: How) {
  const line = ["--import", "tsx", "scripts/cloudflare.ts", ...args];
  const child = spawn(process.execPath, line, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", ...env },
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data) => {
      output += data;
    });
  const exited = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  void exited.then(() => running.delete(child));
  return { child, exited, output: () => output };
}

/** Runs it to its end. */
export async function run(how: How): Promise<Ran> {
  const { exited, output } = launch(how);
  return { code: await exited, output: output() };
}

/** Starts it on a free port and waits until it is ready. */
export async function start(dataDir: string, how: How = {}): Promise<Process> {
  const began = performance.now();
  const launched = launch({ ...how, args: ["--port", "0", "--data", dataDir, ...(how.args ?? [])] });
  const { child, exited, output } = launched;
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", () => {
      const ready = /ready on (\S+)/.exec(output())?.[1];
      if (ready) resolve(ready);
    });
    void exited.then((code) => reject(new Error(`ended with ${code} before it was ready: ${output()}`)));
  });
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  return { ...launched, url, ms: performance.now() - began, stop };
}

/** Milliseconds of processor time that a process has used; null where there is no /proc. */
export function cpuMs({ child }: Process): number | null {
  try {
    const [, after = ""] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ");
    const fields = after.split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

/** For `afterAll`: nothing that a failed test started stays. */
export function killAll() {
  for (const child of running) child.kill("SIGKILL");
}
