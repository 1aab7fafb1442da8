// Calls server actions the way an attacker would: by id, without the page, with any headers.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Person, Product } from "./product.ts";

type Manifest = { node: Record<string, { exportedName: string; filename: string }> };
const manifestFile = path.resolve(import.meta.dirname, "../.next/server/server-reference-manifest.json");

export type ActionRef = { id: string; name: string; file: string };

/** Every server action in the build, as `file#name`, from the build's own manifest. */
export function listActions(): ActionRef[] {
  const { node } = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  return Object.entries(node).map(([id, { exportedName, filename }]) => ({
    id,
    name: exportedName,
    file: filename.slice(filename.indexOf("app/")),
  }));
}

export type Answer = { status: number; ok?: boolean; code?: string; text: string };

/** Posts one action. `headers` replace ours; a value of null leaves that header out. */
export async function callAction(
  product: Product,
  { id }: ActionRef,
  {
    as,
    args,
    headers = {},
    at = "/",
  }: { as: Person | null; args: unknown[]; headers?: Record<string, string | null>; at?: string },
): Promise<Answer> {
  const cookie = as ? await product.sessionCookie(as) : undefined;
  const all: Record<string, string | null> = {
    "next-action": id,
    accept: "text/x-component",
    "content-type": "text/plain;charset=UTF-8",
    origin: product.url,
    "sec-fetch-site": "same-origin",
    cookie: cookie ? `${cookie.name}=${cookie.value}` : null,
    ...headers,
  };
  const sent = Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
  );
  const response = await fetch(`${product.url}${at}`, {
    method: "POST",
    headers: sent,
    body: JSON.stringify(args),
    redirect: "manual",
  });
  const text = await response.text();
  const result = /\{"ok":(true|false)(?:,"code":"(\w+)")?/.exec(text);
  return { status: response.status, ok: result ? result[1] === "true" : undefined, code: result?.[2], text };
}
