import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Account } from "../context.ts";
import { writeDurably } from "./durable.ts";

type Given = Partial<Record<keyof Account, string>>;

const made = (): Account => ({
  accountId: randomBytes(16).toString("hex"),
  accountHash: randomBytes(16).toString("base64url"),
  token: randomBytes(30).toString("base64url"),
  readOnlyToken: null,
});

export const accountFile = (dataDir: string) => path.join(path.resolve(dataDir), "account.json");

/** The account served: what was given, else what an earlier start made up, else new and kept (mode 0600). */
export async function loadAccount(dataDir: string, given: Given): Promise<Account> {
  const whole = given.accountId && given.accountHash && given.token;
  const stored = whole ? made() : await readOrMake(accountFile(dataDir));
  return {
    accountId: given.accountId ?? stored.accountId,
    accountHash: given.accountHash ?? stored.accountHash,
    token: given.token ?? stored.token,
    readOnlyToken: given.readOnlyToken ?? null,
  };
}

async function readOrMake(file: string): Promise<Account> {
  const text = await readFile(file, "utf8").catch((error) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text !== null) return JSON.parse(text) as Account;
  const account = made();
  await writeDurably(file, `${JSON.stringify(account, null, 2)}\n`);
  return account;
}
