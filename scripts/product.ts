// The whole product on one machine: Postgres, the local Cloudflare Images, Next.js and the schedule.
import { existsSync } from "node:fs";
import path from "node:path";
import { build, isBuilt } from "./build.ts";
import { takeLock } from "./lock.ts";
import { migrate } from "./migrate.ts";
import { freePort, type Postgres, startPostgres } from "./postgres.ts";
import { prepareSamples } from "./samples.ts";
import { root, type Server, startCloudflare, startNext } from "./servers.ts";
import { dataDir, loadSettings, type Settings, saveSettings } from "./settings.ts";

const say = (text: string) => console.log(`  ${text}`);
const every = (seconds: number, run: () => void) => setInterval(run, seconds * 1000);

/** Calls the schedule's routes as a deployment's cron would, and never complains: they try again. */
function schedule(url: string, secret: string) {
  const call = (job: string) =>
    fetch(`${url}/api/cron/${job}`, {
      headers: { authorization: `Bearer ${secret}` },
      signal: AbortSignal.timeout(60_000),
    }).catch(() => undefined);
  void call("check");
  return [every(10, () => void call("settle")), every(120, () => void call("check"))];
}

/** The database: the one that DATABASE_URL names, or an embedded Postgres with its data in the data folder. */
async function openDatabase(closing: (() => Promise<unknown>)[]) {
  let postgres: Postgres | undefined;
  if (!process.env.DATABASE_URL || !process.env.CLOUDFLARE_ACCOUNT_ID) {
    postgres = await startPostgres(path.join(dataDir, "postgres"));
    const { stop } = postgres;
    closing.push(() => stop({ evenIfJoined: true }));
  }
  const url = process.env.DATABASE_URL || (await postgres?.database("darkroom")) || "";
  const applied = await migrate(url);
  say(applied.length > 0 ? `Database ready, ${applied.length} migrations applied.` : "Database ready.");
  return { url, postgres };
}

/** The account: the real one when CLOUDFLARE_ACCOUNT_ID is set, else the stand-in in a process of its own. */
async function openCloudflare(settings: Settings, postgres: Postgres | undefined) {
  if (process.env.CLOUDFLARE_ACCOUNT_ID || !postgres) return { env: {}, server: undefined };
  settings.cloudflarePort = await freePort(settings.cloudflarePort);
  const { cloudflarePort: port, account, hash, token } = settings;
  const databaseUrl = await postgres.database("cloudflare");
  const cloudflareDir = path.join(dataDir, "cloudflare");
  const server = await startCloudflare({ port, dataDir: cloudflareDir, databaseUrl, account, hash, token });
  say(`Local Cloudflare Images ready on ${server.url}`);
  const env = {
    CLOUDFLARE_ACCOUNT_ID: account,
    CLOUDFLARE_ACCOUNT_HASH: hash,
    CLOUDFLARE_API_TOKEN: token,
    CLOUDFLARE_API_URL: `${server.url}/client/v4`,
    CLOUDFLARE_UPLOAD_URL: server.url,
    CLOUDFLARE_DELIVERY_URL: server.url,
    DARKROOM_SAMPLES: prepareSamples(path.join(dataDir, "samples")),
  };
  return { env, server };
}

async function openApp(mode: "start" | "dev", settings: Settings, env: Record<string, string>) {
  if (mode === "start" && !isBuilt()) {
    say("Building the app (about a minute; only when its sources changed) …");
    await build();
  }
  settings.appPort = await freePort(Number(process.env.PORT) || settings.appPort);
  return startNext({
    mode,
    port: settings.appPort,
    env: {
      ...env,
      NODE_ENV: mode === "dev" ? "development" : "production",
      NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || settings.nextAuthSecret,
      CRON_SECRET: process.env.CRON_SECRET || settings.cronSecret,
    },
    onLine: (line) => line.trim() && (mode === "dev" || !/^\s*[▲✓-]/.test(line)) && console.log(line),
  });
}

/** Starts everything, prints the address, and stops everything in order on Ctrl-C. */
export async function runProduct(mode: "start" | "dev"): Promise<void> {
  if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  const lock = takeLock(path.join(dataDir, "running"));
  if ("held" in lock) {
    console.log(`Darkroom is already running from this folder${lock.held ? ` at ${lock.held}` : ""}.`);
    return;
  }
  const closing: (() => Promise<unknown>)[] = [async () => lock.release()];
  let timers: NodeJS.Timeout[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (code: number) => {
    stopping ??= (async () => {
      for (const timer of timers) clearInterval(timer);
      for (const close of closing.reverse()) await close().catch(() => undefined);
      say(`Stopped. Everything is kept in ${path.relative(root, dataDir) || dataDir}.`);
      process.exit(code);
    })();
    return stopping;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

  try {
    console.log("\nDarkroom");
    const settings = loadSettings();
    saveSettings(settings);
    const { url, postgres } = await openDatabase(closing);
    const watch = (server: Server, name: string) => {
      closing.push(() => server.stop());
      void server.exited.then((code) => {
        if (stopping) return;
        console.error(`${name} ended unexpectedly (${code}). Start Darkroom again; nothing is lost.`);
        void stop(1);
      });
    };
    const cloudflare = await openCloudflare(settings, postgres);
    if (cloudflare.server) watch(cloudflare.server, "The local Cloudflare Images");
    const app = await openApp(mode, settings, { ...cloudflare.env, DATABASE_URL: url });
    watch(app, "The app");
    saveSettings(settings);
    lock.note(app.url);
    timers = schedule(app.url, process.env.CRON_SECRET || settings.cronSecret);
    console.log(`\n  Open ${app.url}\n  Ctrl-C stops it; the next start finds everything as it is.\n`);
  } catch (error) {
    if (stopping) return;
    console.error(`\nDarkroom could not start. ${error instanceof Error ? error.message : error}`);
    await stop(1);
  }
}
