import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { accountEnv, killAll, type Process, start } from "./own-process.ts";
import { imageForm, picture, seeded, testAccount, testDatabase } from "./testing.ts";

// Everything at once: its database killed with it, few file handles, little memory.
const folders: string[] = [];
const folder = () => {
  const dir = mkdtempSync(path.join(tmpdir(), "stand-in-starved-"));
  folders.push(dir);
  return dir;
};
afterAll(() => {
  killAll();
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});

const headers = { authorization: `Bearer ${testAccount.token}` };
const api = ({ url }: Process, method: string, at: string, body?: FormData) =>
  fetch(`${url}/client/v4/accounts/${testAccount.accountId}/images/${at}`, { method, headers, body });
async function listed(from: Process): Promise<string[]> {
  const { result } = await (await api(from, "GET", "v2")).json();
  return result.images.map((image: { id: string }) => image.id);
}

test("CR-03: stand-in and Postgres killed at one moment, and nothing acknowledged is lost", {
  timeout: 300_000,
}, async () => {
  const dir = folder();
  const bytes = await picture(200, 100);
  const acknowledged = new Set<string>();
  const moments = fc.sample(
    fc.integer({ min: 20, max: 300 }),
    seeded("double kills", Number(process.env.KILLS ?? 5)),
  );
  for (const moment of moments) {
    const now = await start(dir, { env: accountEnv });
    let dead = false;
    const client = async () => {
      while (!dead) {
        const response = await api(now, "POST", "v1", imageForm(bytes)).catch(() => null);
        if (!response?.ok) return;
        const answer = await response.json().catch(() => null);
        if (answer) acknowledged.add(answer.result.id);
      }
    };
    const clients = [client(), client(), client()];
    await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, moment));
    const postmaster = Number(
      readFileSync(path.join(dir, "postgres", "postmaster.pid"), "utf8").split("\n")[0],
    );
    process.kill(postmaster, "SIGKILL");
    await now.stop("SIGKILL");
    dead = true;
    await Promise.all(clients);
  }
  const after = await start(dir, { env: accountEnv });
  const ids = await listed(after);
  for (const id of acknowledged) expect(ids).toContain(id);
  for (const id of ids) {
    const blob = Buffer.from(await (await api(after, "GET", `v1/${id}/blob`)).arrayBuffer());
    expect(blob.equals(bytes)).toBe(true);
  }
  console.log(`${moments.length} double kills, ${acknowledged.size} uploads acknowledged`);
  expect(await after.stop("SIGTERM")).toBe(0);
});

/** Takes file handles away from a process that runs; false where the system has no way to. */
function allowHandles({ child }: Process, handles: number): boolean {
  try {
    execFileSync("prlimit", [`--pid=${child.pid}`, `--nofile=${handles}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test.each([
  ["64 file handles", 64, ""],
  ["96 MB of heap", null, "--max-old-space-size=96"],
])(
  "CR-08: with %s it refuses what it cannot do, goes on, and harms nothing",
  {
    timeout: 120_000,
  },
  async (_, handles, NODE_OPTIONS) => {
    const database = await testDatabase();
    const env = { ...accountEnv, STAND_IN_DATABASE_URL: database.url, NODE_OPTIONS };
    const now = await start(folder(), { env });
    if (handles !== null && !allowHandles(now, handles))
      console.log("no prlimit here: it keeps all its handles");
    try {
      const bytes = Buffer.concat([await picture(600, 400), Buffer.alloc(2_000_000)]);
      const held = new Set<string>();
      const statuses: number[] = [];
      await Promise.all(
        Array.from({ length: 120 }, async () => {
          const response = await api(now, "POST", "v1", imageForm(bytes)).catch(() => null);
          const answer = await response?.json().catch(() => null);
          statuses.push(answer ? (response?.status ?? 0) : 0);
          if (response?.ok && answer) held.add(answer.result.id);
        }),
      );
      const odd = statuses.filter((status) => ![0, 200, 500, 503].includes(status));
      expect(odd).toEqual([]);
      console.log(
        `${held.size} of 120 taken, ${statuses.filter((status) => status === 0).length} connections cut`,
      );
      // Lines of the crowd may still hold its last handles: what it could not take a moment ago, it takes later.
      async function soon(what: () => Promise<Response>) {
        let last: Response | null = null;
        const status = async () => {
          last = await what().catch(() => null);
          return last?.status;
        };
        await expect.poll(status, { timeout: 20_000 }).toBe(200);
        return (last as Response | null)?.json().catch(() => null);
      }
      await soon(() => api(now, "GET", "v1/stats"));
      const ids = (await soon(() => api(now, "GET", "v2"))).result.images.map(
        (one: { id: string }) => one.id,
      );
      for (const id of held) expect(ids).toContain(id);
      const { result } = await soon(() => api(now, "POST", "v1", imageForm(bytes)));
      await soon(() => fetch(`${now.url}/${testAccount.accountHash}/${result.id}/public`));
      expect(now.child.exitCode).toBeNull();
      expect(await now.stop("SIGTERM")).toBe(0);
    } finally {
      await now.stop("SIGKILL");
      await database.drop();
    }
  },
);
