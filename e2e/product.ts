// A product of its own for a test worker: two databases, a local Cloudflare Images, a built Next.js.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { encode } from "next-auth/jwt";
import { PrismaClient } from "../lib/generated/prisma/client.ts";
import { freePort } from "../scripts/postgres.ts";
import { prepareSamples } from "../scripts/samples.ts";
import { startCloudflare, startNext } from "../scripts/servers.ts";
import { createTestDatabase } from "../scripts/test-database.ts";

export type Role = "owner" | "admin" | "editor" | "viewer";
export type Person = { id: string; name: string; email: string; role: Role };

export type Product = {
  url: string;
  /** The stand-in: delivery, upload and API on one origin. */
  cloudflare: { url: string; account: string; hash: string; token: string };
  db: PrismaClient;
  /** Adds a person; they sign in with the cookie of `sessionCookie`, without the form. */
  person(role: Role, name?: string): Promise<Person>;
  sessionCookie(person: Person): Promise<{ name: string; value: string; url: string }>;
  /** Runs the schedule once, as a deployment's cron would. */
  schedule(job: "check" | "settle"): Promise<Response>;
  /** What the app printed: tests look for secrets in it. */
  output: string[];
  /** What the app was trusted with and must never say: session secret, cron secret, API token, database. */
  secrets: Record<string, string>;
  /** A power cut: the app and the stand-in are killed, and started again as they were, on the same ports. */
  powerCut(): Promise<{ restart(): Promise<void> }>;
  stop(): Promise<void>;
};

type Options = {
  /** False leaves it before first run. */
  owned?: boolean;
  /** How many signing keys the account may have. */
  keyCap?: number;
};

/** Starts one. */
export async function startProduct({ owned = true, keyCap = 2 }: Options = {}): Promise<Product> {
  const [ours, theirs] = [await createTestDatabase(), await createTestDatabase(null)];
  const dir = mkdtempSync(path.join(tmpdir(), "darkroom-e2e-"));
  const account = randomBytes(16).toString("hex");
  const hash = randomBytes(16).toString("base64url");
  const token = randomBytes(24).toString("base64url");
  const [secret, cronSecret] = [randomBytes(32).toString("base64url"), randomBytes(24).toString("base64url")];
  const dataDir = path.join(dir, "cloudflare");
  const rules = [`keyCap=${keyCap}`];
  const standIn = { port: await freePort(), dataDir, databaseUrl: theirs.url, account, hash, token, rules };
  let cloudflare = await startCloudflare({ ...standIn, control: true });
  const output: string[] = [];
  const nextOptions: Parameters<typeof startNext>[0] = {
    mode: "start",
    port: await freePort(),
    env: {
      NODE_ENV: "production",
      DATABASE_URL: ours.url,
      NEXTAUTH_SECRET: secret,
      CRON_SECRET: cronSecret,
      CLOUDFLARE_ACCOUNT_ID: account,
      CLOUDFLARE_ACCOUNT_HASH: hash,
      CLOUDFLARE_API_TOKEN: token,
      CLOUDFLARE_KEY_CAP: String(keyCap),
      CLOUDFLARE_API_URL: `${cloudflare.url}/client/v4`,
      CLOUDFLARE_UPLOAD_URL: cloudflare.url,
      CLOUDFLARE_DELIVERY_URL: cloudflare.url,
      DARKROOM_SAMPLES: prepareSamples(path.join(dir, "samples")),
    },
    onLine: (line) => output.push(line),
  };
  let app = await startNext(nextOptions);
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: ours.url, max: 3 }) });
  const schedule = (job: string) =>
    fetch(`${app.url}/api/cron/${job}`, { headers: { authorization: `Bearer ${cronSecret}` } });
  if (owned) {
    await db.installation.create({ data: {} });
    await schedule("check");
  }
  return {
    url: app.url,
    cloudflare: { url: cloudflare.url, account, hash, token },
    db,
    output,
    secrets: {
      "the session secret": secret,
      "the cron secret": cronSecret,
      "the API token": token,
      "the database's address": ours.url,
    },
    schedule,
    async person(role, name = `${role[0]?.toUpperCase()}${role.slice(1)} ${randomBytes(2).toString("hex")}`) {
      const person = { name, email: `${crypto.randomUUID()}@example.test`, role };
      const { id } = await db.user.create({ data: { ...person, passwordHash: "-" } });
      return { id, ...person };
    },
    async sessionCookie(person) {
      const { sessionVersion } = await db.user.findUniqueOrThrow({ where: { id: person.id } });
      const value = await encode({
        token: { sub: person.id, sessionVersion, signedInAt: Date.now() },
        secret,
        maxAge: 3600,
      });
      return { name: "next-auth.session-token", value, url: app.url };
    },
    async powerCut() {
      await Promise.all([app.kill(), cloudflare.kill()]);
      return {
        async restart() {
          cloudflare = await startCloudflare({ ...standIn, control: true });
          app = await startNext(nextOptions);
        },
      };
    },
    async stop() {
      await app.stop();
      await cloudflare.stop();
      await db.$disconnect();
      await Promise.all([ours.drop(), theirs.drop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
