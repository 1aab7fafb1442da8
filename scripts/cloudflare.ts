// Starts only the local Cloudflare Images stand-in: `npm run cloudflare`, for this project or any other.
import path from "node:path";
import { parseArgs } from "node:util";
import { rulesFrom } from "../lib/cloudflare/stand-in/rules.ts";
import { startStandIn } from "../lib/cloudflare/stand-in/server.ts";
import { accountFile } from "../lib/cloudflare/stand-in/store/account.ts";

const help = `A local Cloudflare Images: API, one-time uploads, signed delivery. Loopback only.

  npm run cloudflare -- [options]

  --port <n>            port to listen on (default 8787, or any free one with 0)
  --data <dir>          where bytes, account and Postgres live (default .data/cloudflare)
  --account <id>        account id      } made up at the first start
  --hash <hash>         account hash    } and kept in <dir>/account.json
  --token <token>       API token       } (mode 0600) when not given
  --database-url <url>  use this Postgres database instead of starting an embedded one
  --public-url <url>    base of the URLs handed out (default: the address listened on)
  --allow-fetch <h:p>   let uploads by URL reach this inside host and port (repeatable), e.g. 127.0.0.1:3000
  --seed <n>            make sure that at least n small images exist, every second one private
  --rule <name=value>   another reading where sources disagree, or another limit (repeatable), e.g. lastKey=recreate,
                        existingKey=keep, keyCap=4, leastPerPage=1, plainErrors=never, storageAllowed=10
  --control             switch on /__control (clock, faults, modes, seed, reset), for tests and rehearsals
  --help                this text

Environment: STAND_IN_TOKEN, STAND_IN_READ_ONLY_TOKEN, STAND_IN_DATABASE_URL, STAND_IN_ACCOUNT, STAND_IN_HASH.
A token on the command line can be read by other users of this machine: prefer the environment.`;

function options() {
  return parseArgs({
    options: {
      port: { type: "string" },
      data: { type: "string" },
      account: { type: "string" },
      hash: { type: "string" },
      token: { type: "string" },
      "database-url": { type: "string" },
      "public-url": { type: "string" },
      "allow-fetch": { type: "string", multiple: true },
      seed: { type: "string" },
      rule: { type: "string", multiple: true, default: [] },
      control: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
}

async function main() {
  const given = options();
  if (given.help) return console.log(help);
  const { env } = process;
  const port = Number(given.port ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error("--port must be a number from 0 to 65535.");
  const seed = Number(given.seed ?? 0);
  if (!Number.isInteger(seed) || seed < 0 || seed > 1_000_000)
    throw new Error("--seed must be a number from 0 to 1000000.");
  const rules = rulesFrom(given.rule);
  const dataDir = path.resolve(given.data ?? ".data/cloudflare");
  const token = given.token ?? env.STAND_IN_TOKEN;
  let databaseUrl = given["database-url"] ?? env.STAND_IN_DATABASE_URL;
  let stopPostgres = async () => {};
  if (!databaseUrl) {
    const { startPostgres } = await import("./postgres.ts"); // not needed, and slow to load, beside another database
    const postgres = await startPostgres(path.join(dataDir, "postgres"));
    stopPostgres = postgres.stop;
    databaseUrl = await postgres.database("cloudflare_images");
  }
  const standIn = await startStandIn({
    databaseUrl,
    dataDir,
    port,
    accountId: given.account ?? env.STAND_IN_ACCOUNT,
    accountHash: given.hash ?? env.STAND_IN_HASH,
    token,
    readOnlyToken: env.STAND_IN_READ_ONLY_TOKEN,
    control: given.control,
    warm: true,
    publicUrl: given["public-url"],
    allowFetch: given["allow-fetch"],
    rules,
  }).catch(async (error) => {
    await stopPostgres();
    throw error;
  });

  if (seed > 0) await standIn.seed(seed);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await standIn.close();
    await stopPostgres();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);

  console.log(`Cloudflare Images stand-in ready on ${standIn.url}
  API          ${standIn.url}/client/v4
  account id   ${standIn.accountId}
  account hash ${standIn.accountHash}
  API token    ${token ? "as given" : `in ${accountFile(dataDir)}`} (ends in ${standIn.token.slice(-4)})
  data         ${dataDir}`);
}

main().catch((error) => {
  const busy = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  console.error(
    busy ? "That port is in use. Choose another with --port, or --port 0 for any." : (error.message ?? error),
  );
  process.exit(1);
});
