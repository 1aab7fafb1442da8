import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { accountEnv, killAll, run, start } from "../own-process.ts";
import { startStandIn } from "../server.ts";
import { imageForm, picture, type Trial, testAccount, testDatabase, withStandIn } from "../testing.ts";

// A data folder and a database belong together: at the start files without a row go, so the rows must be theirs.
const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  killAll();
  for (const end of ending.splice(0).reverse()) await end();
});
async function folder() {
  const dataDir = await mkdtemp(path.join(tmpdir(), "stand-in-home-"));
  ending.push(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}
async function database() {
  const { url, drop } = await testDatabase();
  ending.push(drop);
  return url;
}
const put = async (trial: Trial) =>
  (await trial.api("POST", "v1", imageForm(await picture(30, 20)))).result.id;
async function originals(dataDir: string) {
  const all = await readdir(path.join(dataDir, "originals"), { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
/** Starts, does something and ends. */
async function during<T>(dataDir: string, databaseUrl: string, work: (trial: Trial) => Promise<T>) {
  const trial = await withStandIn({ dataDir, databaseUrl });
  return work(trial).finally(trial.close);
}
const refused = (dataDir: string, databaseUrl: string) =>
  expect(startStandIn({ ...testAccount, dataDir, databaseUrl })).rejects;

test("a folder with images refuses any database but its own, and loses nothing by it", async () => {
  const [dataDir, own, another] = [await folder(), await database(), await database()];
  await during(dataDir, own, put);
  const before = await originals(dataDir);
  expect(before).toHaveLength(1);
  await refused(dataDir, another).toThrow(/another database/);
  expect(await originals(dataDir)).toEqual(before);
  await during(dataDir, own, put);
  expect(await originals(dataDir)).toEqual(expect.arrayContaining(before));
});

test("a database with images refuses an empty folder and another one's; one without images takes any empty folder", async () => {
  const [dataDir, databaseUrl, other] = [await folder(), await database(), await database()];
  await during(dataDir, databaseUrl, put);
  await refused(await folder(), databaseUrl).toThrow(/not in/);
  const elsewhere = await folder();
  await during(elsewhere, other, put);
  await refused(elsewhere, databaseUrl).toThrow(/another database/);
  await during(dataDir, databaseUrl, (trial) => trial.reset());
  await during(await folder(), databaseUrl, put);
});

test("a folder that was empty while a second database used it is not swept by the first", async () => {
  const [dataDir, first, second] = [await folder(), await database(), await database()];
  await during(dataDir, first, async () => {});
  await during(dataDir, second, put);
  await refused(dataDir, first).toThrow(/another database/);
  expect(await originals(dataDir)).toHaveLength(1);
  await during(dataDir, second, put);
});

test("folder and database of a time before they knew each other are still a pair", async () => {
  const [dataDir, databaseUrl, another] = [await folder(), await database(), await database()];
  const id = await during(dataDir, databaseUrl, put);
  await rm(path.join(dataDir, "identity"));
  await refused(dataDir, another).toThrow(/another database/);
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query("DELETE FROM stand_in.home").finally(() => client.end());
  await during(dataDir, databaseUrl, async ({ api }) =>
    expect((await api("GET", `v1/${id}`)).status).toBe(200),
  );
  expect(await originals(dataDir)).toHaveLength(1);
});

test("one stand-in a folder at a time, whatever their databases; a killed one is no hindrance", async () => {
  const [dataDir, other] = [await folder(), await database()];
  const env = { ...accountEnv, STAND_IN_DATABASE_URL: await database() };
  const running = await start(dataDir, { env });
  const inside = { ...accountEnv, STAND_IN_DATABASE_URL: other };
  const { code, output } = await run({ args: ["--port", "0", "--data", dataDir], env: inside });
  expect([code, output]).toEqual([1, expect.stringContaining("using this folder")]);
  await refused(dataDir, other).toThrow(/using this folder/);
  expect((await fetch(`${running.url}/__health`)).status).toBe(200);
  await running.stop("SIGKILL");
  expect(await (await start(dataDir, { env })).stop("SIGTERM")).toBe(0);
  await writeFile(path.join(dataDir, "running"), `${process.pid} 1\n`); // this number belongs to another program now
  expect(await (await start(dataDir, { env })).stop("SIGTERM")).toBe(0);
});
