import { createHmac, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import sharp from "sharp";
import { checkAnswer } from "./api/response-schema.ts";
import { type RunningStandIn, type StandInOptions, startStandIn } from "./server.ts";

export const testAccount = {
  accountId: "0123456789abcdef0123456789abcdef",
  accountHash: "AbCdEfGhIjKlMnOpQrStUv",
  token: "test-token-with-write",
  readOnlyToken: "test-token-read-only",
};

export type Trial = RunningStandIn & {
  databaseUrl: string;
  dataDir: string;
  /** Calls the API with the write token and checks the answer against the schema; envelope and status come back. */
  api(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  /** A signing key's value. */
  key(name?: string): Promise<string>;
};
export type ApiAnswer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers they are about to judge
  result: any;
  errors: { code: number; message: string }[];
};

/** A database of its own for one test file: on the shared test server when there is one, else on a new one. */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `stand_in_${randomBytes(6).toString("hex")}`;
  const shared = process.env.TEST_POSTGRES_URL;
  if (!shared) {
    const { startPostgres } = await import("../../../scripts/postgres.ts");
    const dir = await mkdtemp(path.join(tmpdir(), "stand-in-pg-"));
    const server = await startPostgres(path.join(dir, "data"));
    const drop = async () => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    };
    return { url: await server.database(name), drop };
  }
  const run = async (sql: string) => {
    const client = new pg.Client(shared);
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(shared);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** A running stand-in with a database and a folder of its own; `close` removes both. */
export async function withStandIn(options: Partial<StandInOptions> = {}): Promise<Trial> {
  const database = options.databaseUrl ? null : await testDatabase();
  const databaseUrl = options.databaseUrl ?? database?.url ?? "";
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), "stand-in-")));
  const running = await startStandIn({ ...testAccount, ...options, databaseUrl, dataDir });
  const api: Trial["api"] = async (method, target, body) => {
    const json = body !== undefined && !(body instanceof FormData);
    const response = await fetch(`${running.url}/client/v4/accounts/${running.accountId}/images/${target}`, {
      method,
      headers: {
        authorization: `Bearer ${running.token}`,
        accept: "application/json",
        ...(json ? { "content-type": "application/json" } : {}),
      },
      body: json ? JSON.stringify(body) : (body as FormData | undefined),
    });
    const answer = (await response.json()) as Omit<ApiAnswer, "status">;
    checkAnswer(method, target, response.status, answer);
    return { status: response.status, ...answer };
  };
  return {
    ...running,
    databaseUrl,
    dataDir,
    api,
    async key(name = "default") {
      const { result } = await api("GET", "v1/keys");
      return result.keys.find((key: { name: string }) => key.name === name).value;
    },
    async close() {
      await running.close();
      await database?.drop();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Settings of a property test. The seed is printed on every run; SEED repeats one. */
export function seeded(name: string, numRuns: number) {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${name}: SEED=${seed}`);
  return { seed, numRuns };
}

/** Numbers from 0 to 1 that a seed decides (mulberry32), evenly spread, unlike fast-check's, which love the ends. */
export function dice(seed: number) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let n = Math.imul(state ^ (state >>> 15), 1 | state);
    n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n;
    return ((n ^ (n >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A picture whose left half is red and whose right half is blue. */
export async function picture(width = 120, height = 80, format: "jpeg" | "png" | "webp" | "gif" = "jpeg") {
  const half = { create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: "#f00" } };
  const red = await sharp(half).png().toBuffer();
  return sharp({ create: { width, height, channels: 3, background: "#00f" } })
    .composite([{ input: red, left: 0, top: 0 }])
    .toFormat(format)
    .toBuffer();
}

/** A form with one image in `file`, and fields. */
export function imageForm(
  bytes: Buffer,
  fields: Record<string, string> = {},
  name = "a.jpg",
  type = "image/jpeg",
) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set("file", new File([new Uint8Array(bytes)], name, { type }));
  return form;
}

/** A signed path, made here from the recipe and not by the code under test. */
export function sign(path: string, key: string, exp?: number) {
  const message = exp === undefined ? path : `${path}?exp=${exp}`;
  const sig = createHmac("sha256", key).update(message).digest("hex");
  return exp === undefined ? `${path}?sig=${sig}` : `${message}&sig=${sig}`;
}
