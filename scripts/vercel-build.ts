// What a deployment runs: production brings its database up to date first, a preview leaves it alone.
import { spawnSync } from "node:child_process";
import { build } from "./build.ts";

if (process.env.VERCEL_ENV === "production" && process.env.DATABASE_URL) {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "scripts/migrate.ts"], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("The migrations failed; the previous deployment stays as it is.");
}
await build({ verbose: true, force: true });
