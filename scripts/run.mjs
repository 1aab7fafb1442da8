// The one door to every command: installs what is missing, generates the database client, runs the script.
// Plain JavaScript without dependencies, because it runs before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const [command = "start", ...args] = process.argv.slice(2);
process.chdir(root);
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
process.env.CHECKPOINT_DISABLE ??= "1";

function stop(message) {
  console.error(message);
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  stop(`Darkroom needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and try again.`);

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

function install() {
  // npm writes its own record last, so an install that was cut off is repeated.
  const installed = modified("node_modules/.package-lock.json");
  if (installed >= modified("package-lock.json") && installed > 0) return;
  console.log("Installing packages (the first time takes a minute or two) …");
  const npm = process.env.npm_execpath;
  const ran = npm
    ? spawnSync(process.execPath, [npm, "ci", "--no-audit", "--no-fund"], { stdio: "inherit" })
    : spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { stdio: "inherit", shell: true });
  if (ran.status !== 0)
    stop(
      "npm could not install the packages. Check the network or the registry, then run the same command again.",
    );
}

function generate() {
  const digest = createHash("sha256")
    .update(readFileSync("prisma/schema.prisma"))
    .update(readFileSync("node_modules/prisma/package.json"))
    .digest("hex");
  const stamp = "lib/generated/stamp";
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  const ran = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    // Any existing file: generating needs no engine, but the CLI insists on having one.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "package.json") },
    encoding: "utf8",
  });
  if (ran.status !== 0) stop(`Prisma could not generate the database client.\n${ran.stderr || ran.stdout}`);
  mkdirSync("lib/generated", { recursive: true });
  writeFileSync(stamp, digest);
}

install();
generate();
if (command === "generate") process.exit(0);

const child = spawn(process.execPath, ["--import", "tsx", `scripts/${command}.ts`, ...args], {
  stdio: "inherit",
  env: process.env,
});
// Ctrl-C reaches the child by itself; we wait for it to put things away.
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
