import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LRUCache } from "lru-cache";
import { createPace } from "./batch-pace.ts";
import { createClock } from "./clock.ts";
import { type Call, callOf, type StandIn } from "./context.ts";
import { createDecoder } from "./decoder/pool.ts";
import { deliverAtOnce } from "./delivery/at-once.ts";
import type { Known } from "./delivery/known.ts";
import { createRenderer } from "./delivery/render.ts";
import { misbehave } from "./faults/misbehave.ts";
import { createFaults, type Faults } from "./faults/plan.ts";
import { createIds } from "./ids.ts";
import { failure, Refusal, send } from "./replies.ts";
import { answer } from "./routes.ts";
import { type Rules, strictRules } from "./rules.ts";
import { loadAccount } from "./store/account.ts";
import type { Disk } from "./store/files.ts";
import { openStore } from "./store/store.ts";

export type StandInOptions = {
  databaseUrl: string;
  dataDir: string;
  port?: number;
  accountId?: string;
  accountHash?: string;
  token?: string;
  readOnlyToken?: string;
  now?: () => Date;
  control?: boolean;
  publicUrl?: string;
  rules?: Partial<Rules>;
  /** Starts decoders unasked, so that the first upload and the first picture need not wait for them. */
  warm?: boolean;
  /** `host:port` pairs that an upload by URL may reach although they are not on the public internet. */
  allowFetch?: readonly string[];
  /** What originals are written through; the file system when absent. */
  disk?: Disk;
  /** How names become addresses for uploads by URL; DNS when absent. */
  resolve?: (name: string) => Promise<string[]>;
};

export type RunningStandIn = {
  url: string;
  accountId: string;
  accountHash: string;
  token: string;
  /** What is to go wrong, for tests that run in this process; others use `/__control/faults`. */
  faults: Pick<Faults, "add" | "set" | "clear" | "report">;
  /** Adds small images, every second one private, until there are at least this many. */
  seed(images: number): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
};

/** Starts a local Cloudflare Images on one loopback port. Ready when the promise resolves. */
export async function startStandIn(options: StandInOptions): Promise<RunningStandIn> {
  const rules = { ...strictRules, ...options.rules };
  const account = await loadAccount(options.dataDir, options);
  const store = await openStore(options.databaseUrl, options.dataDir, rules, options.disk);
  let url = "";
  const decoder = createDecoder(rules.decoder);
  const clock = createClock(options.now ?? (() => new Date()));
  const standIn: StandIn = {
    account,
    rules,
    store,
    clock,
    faults: createFaults(clock.now),
    ids: createIds(),
    renderer: createRenderer(decoder, store.pictures, rules.memoryCacheBytes),
    known: new LRUCache<string, Known>({ max: 10_000 }),
    batchPace: createPace(rules.batchCallsPerSecond),
    refusedAgents: new RegExp(rules.refusedAgents || "^$."), // an empty text refuses nobody
    fetching: { rules, allowed: options.allowFetch ?? [], resolve: options.resolve },
    publicUrl: () => options.publicUrl?.replace(/\/+$/, "") ?? url,
  };
  const reset = async () => {
    await store.reset();
    standIn.known.clear();
    await standIn.renderer.clear();
    standIn.faults.clear();
    standIn.ids.clear();
    clock.set(null);
  };
  let closing = false;
  const patience = {
    headersTimeout: rules.clients.headSeconds * 1000,
    requestTimeout: rules.clients.requestSeconds * 1000,
    connectionsCheckingInterval: Math.min(1000, rules.clients.headSeconds * 250),
    keepAliveTimeout: 30_000,
  };
  const handle = async (call: Call, response: ServerResponse) => {
    const { request } = call;
    const fault = ours.test(call.path) ? null : standIn.faults.strike(call);
    const onReset = options.control ? reset : null;
    if (fault)
      return misbehave(fault, {
        ...{ request, response, now: clock.now() },
        answer: () => answer(standIn, call, onReset),
      });
    const reply = await answer(standIn, call, onReset);
    if (closing) response.setHeader("connection", "close");
    await send(request, response, reply, rules.clients.lingerSeconds);
  };
  const server = createServer(patience, (request, response) => {
    const call = callOf(request);
    if (!call) void send(request, response, failure(new Refusal(400, 5400, "Bad request"), "text"));
    else if (closing || !deliverAtOnce(standIn, call, response)) void handle(call, response);
  });
  try {
    await listen(server, options.port ?? 0);
  } catch (error) {
    decoder.close();
    await store.close();
    throw error;
  }
  if (options.warm) setTimeout(decoder.warm, 1500).unref(); // whatever else is starting goes first
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    accountId: account.accountId,
    accountHash: account.accountHash,
    token: account.token,
    faults: standIn.faults,
    seed: async (images) => store.seed(Math.max(0, images - (await store.images.count())), clock.now()),
    reset,
    async close() {
      closing = true;
      await new Promise<void>((closed) => {
        server.close(() => closed());
        setTimeout(() => server.closeAllConnections(), 10_000).unref();
      });
      decoder.close();
      await store.close();
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number) {
  return new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Paths that are no part of Cloudflare: never struck by a fault. */
const ours = /^\/(?:__.*)?$/;
