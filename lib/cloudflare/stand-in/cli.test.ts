import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountEnv, killAll, type Process, run, start } from "./own-process.ts";
import { picture, sign, testAccount, testDatabase } from "./testing.ts";

// `npm run cloudflare` alone, used by somebody who knows Cloudflare and not this project.
const exec = promisify(execFile);
let database: Awaited<ReturnType<typeof testDatabase>>;
let dir = "";
let own: Process;
const env = () => ({ ...accountEnv, STAND_IN_DATABASE_URL: database.url });
beforeAll(async () => {
  database = await testDatabase();
  dir = mkdtempSync(path.join(tmpdir(), "stand-in-cli-"));
  own = await start(dir, { env: env(), args: ["--rule", "keyCap=4", "--seed", "12"] });
});
afterAll(async () => {
  killAll();
  await own.exited;
  await database.drop();
  rmSync(dir, { recursive: true, force: true });
});

test("--help names every option and says how to begin", async () => {
  const { code, output } = await run({ args: ["--help"] });
  expect(code).toBe(0);
  for (const option of [
    ...["port", "data", "account", "hash", "token", "database-url", "public-url"],
    ...["allow-fetch", "seed", "rule", "control", "help"],
  ])
    expect(output).toContain(`--${option}`);
  expect(output).toContain("npm run cloudflare");
});

test("an option that cannot be is refused in a sentence", async () => {
  const cases: [string[], RegExp][] = [
    [["--port", "70000"], /--port must be/],
    [["--seed", "lots"], /--seed must be/],
    [["--rule", "lastKey=maybe"], /refuse or recreate/],
    [["--nosuch"], /nosuch/],
  ];
  const ran = await Promise.all(cases.map(([args]) => run({ args, env: env() })));
  for (const [n, { code, output }] of ran.entries()) {
    expect([code, output.match(/\n\s+at /)]).toEqual([1, null]);
    expect(output).toMatch(cases[n]?.[1] ?? /./);
  }
});

test("a second one on the same database or port says so and leaves the first alone", async () => {
  const elsewhere = path.join(dir, "elsewhere");
  const same = await run({ args: ["--port", "0", "--data", elsewhere], env: env() });
  expect([same.code, same.output]).toEqual([1, expect.stringContaining("using this database")]);
  const other = await testDatabase();
  const { port } = new URL(own.url);
  const taken = { ...env(), STAND_IN_DATABASE_URL: other.url };
  const busy = await run({ args: ["--port", port, "--data", elsewhere], env: taken });
  await other.drop();
  expect([busy.code, busy.output]).toEqual([1, expect.stringContaining("port is in use")]);
  expect((await fetch(`${own.url}/__health`)).status).toBe(200);
});

/** One call of curl: its status line and body. */
async function curl(...args: string[]) {
  const { stdout } = await exec("curl", ["--silent", "--write-out", "\n%{http_code}", ...args]);
  const at = stdout.lastIndexOf("\n");
  return { status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) };
}
const hasCurl = await exec("curl", ["--version"]).then(
  () => true,
  () => false,
);

test.skipIf(!hasCurl)("the documented call, then what its image does for whom, all with curl", async () => {
  const base = `${own.url}/client/v4/accounts/${testAccount.accountId}/images/v1`;
  const authorized = ["--header", `Authorization: Bearer ${testAccount.token}`];
  const json = ["--header", "Content-Type: application/json"];
  const asked = await curl(
    ...["--request", "POST", "--url", `${base}/direct_upload`, ...json, ...authorized],
    ...["--data", '{"requireSignedURLs":"true"}'],
  );
  expect(asked.status).toBe(200);
  const { id, uploadURL } = JSON.parse(asked.body).result;
  const file = path.join(dir, "a.jpg");
  writeFileSync(file, await picture(300, 200));
  expect((await curl("--form", `file=@${file}`, uploadURL)).status).toBe(200);
  expect(await curl("--form", `file=@${file}`, uploadURL)).toEqual({
    ...{ status: 409, body: "ERROR 5409: Resource already exists" },
  });
  const variant = JSON.stringify({
    id: "open",
    options: { fit: "cover", width: 20, height: 20, metadata: "none" },
    neverRequireSignedURLs: true,
  });
  expect((await curl(...json, ...authorized, "--data", variant, `${base}/variants`)).status).toBe(200);
  const [{ value: key }] = JSON.parse((await curl(...authorized, `${base}/keys`)).body).result.keys;
  const at = `/${testAccount.accountHash}/${id}/public`;
  const now = Math.floor(Date.now() / 1000);
  const seen = async (target: string) => (await curl("--output", "/dev/null", own.url + target)).status;
  const good = sign(at, key, now + 60);
  expect({
    unsigned: await seen(at),
    signed: await seen(good),
    public: await seen(at.replace(/public$/, "open")),
    altered: await seen(good.replace(/.$/, (last) => (last === "0" ? "1" : "0"))),
    expired: await seen(sign(at, key, now - 1)),
    foreign: await seen(
      `${at}?${sign(at.replace(id, "2cdc28f0-017a-49c4-9ed7-87056c839010"), key, now + 60).split("?")[1]}`,
    ),
  }).toEqual({ unsigned: 403, signed: 200, public: 200, altered: 403, expired: 403, foreign: 403 });
});

test("the seed is there, half of it private, and the page says which rules were changed", async () => {
  const page = await (await fetch(own.url)).text();
  expect(page).toContain("keyCap = 4");
  const headers = { authorization: `Bearer ${testAccount.token}` };
  const base = `${own.url}/client/v4/accounts/${testAccount.accountId}/images`;
  const { images } = (await (await fetch(`${base}/v2`, { headers })).json()).result;
  const seeded = images.filter((image: { filename: string }) => /^seed-/.test(image.filename));
  expect(seeded).toHaveLength(12);
  expect(seeded.filter((image: { requireSignedURLs: boolean }) => image.requireSignedURLs)).toHaveLength(6);
});

test("SL-12: nothing it writes holds a signature, a key or a token, also when it fails", async () => {
  const headers = { authorization: `Bearer ${testAccount.token}` };
  const base = `${own.url}/client/v4/accounts/${testAccount.accountId}/images`;
  const [key] = (await (await fetch(`${base}/v1/keys`, { headers })).json()).result.keys;
  const link = sign(
    `/${testAccount.accountHash}/2cdc28f0-017a-49c4-9ed7-87056c839010/public`,
    key.value,
    1_900_000_000,
  );
  await fetch(own.url + link);
  await fetch(`${base}/v1?token=${testAccount.token}`, { headers });
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query("ALTER TABLE stand_in.image RENAME TO gone");
  const failed = await fetch(`${own.url}${link.replace("2cdc28f0", "3cdc28f0")}`);
  const broken = await fetch(`${base}/v2?creator=canary`, { headers });
  expect([failed.status, broken.status]).toEqual([403, 500]);
  expect(await broken.text()).not.toMatch(/relation|stand_in|gone|\/tmp\//); // SS-05, SE-09: no inner text outside
  await client.query("ALTER TABLE stand_in.gone RENAME TO image");
  await client.end();
  await expect.poll(() => own.output()).toContain("[stand-in]");
  const written = own.output();
  const sig = /sig=([0-9a-f]+)/.exec(link)?.[1] ?? "";
  for (const secret of [sig, "sig=", key.value, testAccount.token])
    expect(written.includes(secret)).toBe(false);
});
