// Test helper: the same API at two places, this stand-in and Cloudflare.
import { checkAnswer } from "./api/response-schema.ts";

type Answer = {
  status: number;
  body: Record<string, unknown>;
  result: Record<string, unknown>;
  code: number;
};
export type Side = {
  name: string;
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  /** The form of an answer to a client that does not ask for JSON by name. */
  form(path: string): Promise<string>;
  /** A request without credentials to the upload or delivery host. */
  plain(url: string, init?: RequestInit): Promise<Response>;
  delivery(path: string): string;
  /** The original's type and bytes. */
  blob(id: string): Promise<{ type: string | null; bytes: Buffer }>;
  batch(path: string, token: string): Promise<number>;
  /** The status for an e-mail and a key instead of a token; null when there are none to try. */
  pair(path: string): Promise<number | null>;
  hash: string;
};
type Hosts = { base: string; delivery: string; batch: string; pair: Record<string, string> | null };

export function sideOf(
  name: string,
  { base, delivery, batch, pair }: Hosts,
  token: string,
  hash: string,
): Side {
  return {
    name,
    hash,
    async api(method, path, body) {
      const json = body !== undefined && !(body instanceof FormData);
      const response = await fetch(`${base}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/json",
          ...(json ? { "content-type": "application/json" } : {}),
        },
        body: json ? JSON.stringify(body) : (body as FormData | undefined),
      });
      const text = await response.text();
      const plain = /^ERROR (\d+)/.exec(text);
      const parsed = plain ? {} : JSON.parse(text);
      if (!plain && name === "stand-in") checkAnswer(method, path, response.status, parsed);
      const code = plain ? Number(plain[1]) : (parsed.errors?.[0]?.code ?? 0);
      return { status: response.status, body: parsed, result: parsed.result ?? {}, code };
    },
    async form(path) {
      const headers = { authorization: `Bearer ${token}`, accept: "*/*" };
      const response = await fetch(`${base}/${path}`, { headers });
      return `${response.status} ${response.headers.get("content-type")?.split(";")[0]}`;
    },
    plain: (url, init) => fetch(url, init),
    delivery: (path) => delivery + path,
    async blob(id) {
      const headers = { authorization: `Bearer ${token}`, accept: "image/*" };
      const response = await fetch(`${base}/v1/${id}/blob`, { headers });
      return {
        type: response.headers.get("content-type"),
        bytes: Buffer.from(await response.arrayBuffer()),
      };
    },
    batch: async (path, bearer) =>
      (await fetch(`${batch}/images/${path}`, { headers: { authorization: `Bearer ${bearer}` } })).status,
    pair: async (path) => (pair ? (await fetch(`${base}/${path}`, { headers: pair })).status : null),
  };
}

export const verdict = ({ status, code }: Answer) => (status === 200 ? "200" : `${status}/${code}`);
export const keysOf = (value: object) => Object.keys(value).sort().join(" ");
export const plainCode = async (response: Response) =>
  `${response.status} ${/^ERROR (\d+)/.exec(await response.text())?.[1] ?? response.headers.get("content-type")?.split("/")[0]}`;
