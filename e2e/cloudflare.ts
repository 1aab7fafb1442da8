// The stand-in from outside: what it holds, what it serves to strangers, and what goes wrong with it.
import type { FaultInput } from "../lib/cloudflare/stand-in/faults/plan.ts";
import type { Product } from "./product.ts";

type Remote = { id: string; filename: string | null; requireSignedURLs: boolean; draft?: boolean };

async function ask({ cloudflare }: Product, method: string, path: string, body?: unknown) {
  const answer = await fetch(cloudflare.url + path, {
    method,
    headers: { authorization: `Bearer ${cloudflare.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** The account at Cloudflare, read with its own API and not through Darkroom. */
export function accountOf(product: Product) {
  const images = `/client/v4/accounts/${product.cloudflare.account}/images/v1`;
  const changeKey = async (method: "PUT" | "DELETE", name: string) => {
    const { status, text } = await ask(product, method, `${images}/keys/${name}`);
    if (status !== 200) throw new Error(`Cloudflare refused the key ${name}: ${text}`);
  };
  return {
    /** Makes a signing key, or ends one, behind Darkroom's back. */
    putKey: (name: string) => changeKey("PUT", name),
    deleteKey: (name: string) => changeKey("DELETE", name),
    /** One image as the API tells it; null when there is none. */
    async image(id: string): Promise<Remote | null> {
      const { status, text } = await ask(product, "GET", `${images}/${id}`);
      return status === 200 ? JSON.parse(text).result : null;
    },
    /** Every image that has bytes; drafts are in no list. */
    async images(): Promise<Remote[]> {
      const { text } = await ask(product, "GET", `${images}?per_page=10000`);
      return JSON.parse(text).result.images;
    },
  };
}

/** Stores a picture in the account as somebody with its API token, and not Darkroom, would. Answers its id there. */
export async function storeOutside(
  { cloudflare }: Product,
  { bytes, name, fields = {} }: { bytes: Buffer; name: string; fields?: Record<string, string> },
): Promise<string> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set("file", new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }), name);
  const answer = await fetch(`${cloudflare.url}/client/v4/accounts/${cloudflare.account}/images/v1`, {
    method: "POST",
    headers: { authorization: `Bearer ${cloudflare.token}`, accept: "application/json" },
    body: form,
  });
  if (!answer.ok) throw new Error(`Cloudflare refused ${name}: ${await answer.text()}`);
  return ((await answer.json()) as { result: { id: string } }).result.id;
}

/** What goes wrong at Cloudflare, and what time it is there. Undo it in the same test. */
export function weatherOf(product: Product) {
  const control = (method: string, path: string, body?: unknown) =>
    ask(product, method, `/__control/${path}`, body).then(({ status, text }) => {
      if (status !== 200) throw new Error(`The stand-in refused ${path}: ${text}`);
      return JSON.parse(text);
    });
  return {
    strike: (...faults: FaultInput[]) => control("POST", "faults", { faults }),
    calm: () => control("DELETE", "faults"),
    /** How often the faults struck, in the order they were added. */
    struck: async (): Promise<number[]> =>
      (await control("POST", "modes", {})).faults.map((fault: { struck: number }) => fault.struck),
    /** Freezes the clock of Cloudflare; null lets it run again. */
    setClock: (now: Date | null) => control("POST", "clock", { now: now?.toISOString() ?? null }),
  };
}

/** The plain address of a rendition, as anybody could write it. */
export function plainAddress({ cloudflare }: Product, cloudflareId: string, variantId: string): string {
  return `${cloudflare.url}/${cloudflare.hash}/${cloudflareId}/${variantId}`;
}

/** Asks for an address as a stranger: no cookie, no key. */
export async function asStranger(url: string): Promise<{ status: number; type: string; bytes: Buffer }> {
  const answer = await fetch(url, { redirect: "manual" });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", bytes };
}
