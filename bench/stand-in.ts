import path from "node:path";
import type { Rules } from "../lib/cloudflare/stand-in/rules.ts";
import { imageForm } from "../lib/cloudflare/stand-in/testing.ts";
import { type Running, startTs } from "./tools.ts";

export const accountOf = {
  accountId: "0123456789abcdef0123456789abcdef",
  accountHash: "AbCdEfGhIjKlMnOpQrStUv",
  token: "bench-token",
};

export type Bench = {
  dir: string;
  databaseUrl(name: string): Promise<string>;
  /** A noisy JPEG, harder than most photographs. */
  photo(width: number, height: number): Promise<Buffer>;
  peer(file: string, ...args: string[]): Promise<Running>;
  line(section: string, what: string, value: string, note: string): void;
};

/** A stand-in process; each `as` has rows and files of its own. */
export async function openStandIn(bench: Bench, rules: Partial<Rules>, as = "") {
  const dataDir = path.join(bench.dir, `stand-in${as}`);
  const databaseUrl = await bench.databaseUrl(as ? `stand_in_${as}` : "stand_in");
  const running = await startTs("serve.ts", JSON.stringify({ ...accountOf, rules, dataDir, databaseUrl }));
  const base = `${running.url}/client/v4/accounts/${accountOf.accountId}/images`;
  const headers = { authorization: `Bearer ${accountOf.token}` };
  const api = async (method: string, at: string, body?: object) => {
    const form = body instanceof FormData;
    const response = await fetch(`${base}/${at}`, {
      method,
      headers: form || !body ? headers : { ...headers, "content-type": "application/json" },
      body: form ? body : body && JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${at}: ${JSON.stringify(answer.errors)}`);
    return answer.result;
  };
  return {
    ...running,
    base,
    headers,
    api,
    upload: async (bytes: Buffer, fields: Record<string, string> = {}): Promise<string> =>
      (await api("POST", "v1", imageForm(bytes, fields))).id,
    key: async (): Promise<string> => (await api("GET", "v1/keys")).keys[0].value,
  };
}
