import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import type { ReceivedFile } from "../multipart.ts";
import { tooLarge, unknownType } from "../multipart.ts";
import { Refusal } from "../replies.ts";
import type { Rules } from "../rules.ts";
import type { Files, Incoming } from "../store/files.ts";
import { isPublic } from "./addresses.ts";

/** One text for every failure: it says nothing about what answers inside. */
const couldNot = () => new Refusal(400, 5454, "Could not fetch the image from the given URL");

export type FetchRules = {
  rules: Rules;
  /** `host:port` pairs that may be reached although they are inside; for tests and local work. */
  allowed: readonly string[];
  /** All addresses of a name. */
  resolve?: (name: string) => Promise<string[]>;
};

const deadline = 10_000;
const mostHops = 3;

const everyAddress = async (name: string) =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address);

const whenAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(couldNot()), { once: true });
  });

type Goal = { url: URL; address: string };

/** The address to connect to: every address of the name must be public, and the one checked is the one used. */
async function checked(
  text: string | URL,
  { allowed, resolve = everyAddress }: FetchRules,
  signal: AbortSignal,
): Promise<Goal> {
  const url = new URL(text);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const name = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "http:" && url.protocol !== "https:") throw couldNot();
  const excepted = allowed.includes(`${name}:${port}`);
  if (!excepted && port !== "80" && port !== "443") throw couldNot();
  if (/(?:^|\.)(?:imagedelivery\.net|localhost|local|internal|home\.arpa)\.?$/i.test(name)) throw couldNot();
  const addresses = isIP(name) ? [name] : await Promise.race([resolve(name), whenAborted(signal)]);
  const [address] = addresses;
  if (address === undefined || !(excepted || addresses.every(isPublic))) throw couldNot();
  return { url, address };
}

/** Sends one request to exactly the checked address. */
function request({ url, address }: Goal, credentials: string | null, signal: AbortSignal) {
  const { protocol, hostname, port, pathname, search } = url;
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const client = protocol === "https:" ? https : http;
    const sent = client.get({
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port,
      path: pathname + search,
      agent: false,
      signal,
      // The name is never looked up again: what it says now does not matter.
      lookup: (_, options, done) => {
        const family = isIP(address);
        if (options.all) done(null, [{ address, family }]);
        else done(null, address, family);
      },
      headers: {
        accept: "image/*",
        "accept-encoding": "identity",
        "user-agent": "cloudflare-images-stand-in",
        ...(credentials === null ? {} : { authorization: credentials }),
      },
    });
    sent.on("response", resolve);
    sent.on("error", reject);
  });
}

const credentialsOf = ({ username, password }: URL) =>
  username || password
    ? `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`
    : null;

async function follow(text: string, limits: FetchRules, signal: AbortSignal) {
  let goal = await checked(text, limits, signal);
  const credentials = credentialsOf(goal.url);
  const { origin } = goal.url;
  for (let hop = 0; hop <= mostHops; hop++) {
    const response = await request(goal, goal.url.origin === origin ? credentials : null, signal);
    const status = response.statusCode ?? 0;
    if (status === 200) return { response, url: goal.url };
    response.destroy();
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) throw couldNot();
    goal = await checked(new URL(location, goal.url), limits, signal);
  }
  throw couldNot();
}

/** Fetches the image behind a URL into a temporary file. Never reaches an inside address; 10 seconds, 10 MB. */
export async function fetchImage(text: string, files: Files, limits: FetchRules): Promise<ReceivedFile> {
  const { rules } = limits;
  let incoming: Incoming | null = null;
  const signal = AbortSignal.timeout(deadline);
  try {
    const { response, url } = await follow(text, limits, signal);
    const { headers } = response;
    if (headers["content-encoding"] && headers["content-encoding"] !== "identity") {
      response.destroy();
      throw couldNot();
    }
    if (Number(headers["content-length"] ?? 0) > rules.maxFileBytes) {
      response.destroy();
      throw tooLarge(rules);
    }
    incoming = await files.begin();
    for await (const chunk of response as AsyncIterable<Buffer>) {
      if (incoming.bytes + chunk.length > rules.maxFileBytes) throw tooLarge(rules);
      await incoming.write(chunk);
    }
    if (!response.complete) throw couldNot();
    const declaredType = (headers["content-type"] ?? unknownType).split(";")[0]?.trim().toLowerCase() ?? "";
    return { incoming, filename: lastSegment(url), declaredType };
  } catch (error) {
    await incoming?.discard();
    if (error instanceof Refusal) throw error;
    if (/^(ENOSPC|EIO|EDQUOT|EMFILE|ENFILE)$/.test(String((error as { code?: unknown }).code))) throw error;
    throw couldNot();
  }
}

function lastSegment({ pathname }: URL): string {
  const segment = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
