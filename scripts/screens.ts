// `npm run screens`: pictures of every screen, in both themes and two widths, into the folder `screens`.
import { spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "./build.ts";
import { root } from "./servers.ts";

const folder = path.join(root, "screens");
const only = process.argv.slice(2);

if (await build()) console.log("Built the app.");
if (only.length === 0) rmSync(folder, { recursive: true, force: true });

const playwright = path.join(root, "node_modules/@playwright/test/cli.js");
const wanted = only.flatMap((name) => ["--grep", name]);
const child = spawn(
  process.execPath,
  [playwright, "test", "--project=screens", "--workers=1", "--reporter=list", ...wanted],
  { cwd: root, stdio: "inherit" },
);
const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
const pictures = readdirSync(folder).filter((name) => name.endsWith(".png"));
console.log(`${pictures.length} pictures in ${path.relative(process.cwd(), folder)}`);
process.exit(code ?? 1);
