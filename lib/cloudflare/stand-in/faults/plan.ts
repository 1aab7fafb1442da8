import { z } from "zod";
import type { Call } from "../context.ts";

const compiles = (pattern: string) => {
  try {
    return Boolean(new RegExp(pattern));
  } catch {
    return false;
  }
};

const which = {
  /** Which of Cloudflare's hosts; any when absent. */
  host: z.enum(["api", "batch", "upload", "delivery"]).optional(),
  method: z.string().max(10).optional(),
  /** A regular expression that the path must match, e.g. `/images/v1/keys`. */
  path: z.string().max(300).refine(compiles, "is no regular expression").optional(),
  /** How many matching requests pass first. */
  skip: z.number().int().min(0).max(1_000_000).default(0),
  /** How many are struck after that; null: all, until cleared. */
  times: z.number().int().min(1).max(1_000_000).nullable().default(1),
};
const milliseconds = z.number().int().min(0).max(600_000);
const fault = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...which, ...shape });

/** One thing that goes wrong. "Effect" is what the request would have done: it happens unless the text says otherwise. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** 429 with its headers, no effect; with `lock` every API call is refused for five minutes. */
  fault({
    kind: z.literal("rate-limit"),
    lock: z.boolean().default(false),
    retryAfter: z.number().int().min(0).max(86_400).nullable().default(300),
  }),
  /** A given answer instead of the true one; no effect unless `effect`. */
  fault({
    kind: z.literal("answer"),
    status: z.number().int().min(200).max(599),
    headers: z.record(z.string().max(100), z.string().max(1000)).default({}),
    body: z.string().max(1_000_000).default(""),
    effect: z.boolean().default(false),
  }),
  /** A refusal with a code of ours, as an envelope or as `ERROR <code>: <message>`; no effect. */
  fault({
    kind: z.literal("error"),
    status: z.number().int().min(400).max(599),
    code: z.number().int().min(1000).max(99_999).default(5500),
    message: z.string().max(1000).default("Internal error"),
    text: z.boolean().default(false),
  }),
  /** The true answer, but a refusal comes as plain text. */
  fault({ kind: z.literal("plain-text") }),
  /** The true answer, late. */
  fault({ kind: z.literal("slow"), milliseconds }),
  /** Headers at once, then the body in eight pieces spread over this time. */
  fault({ kind: z.literal("slow-body"), milliseconds }),
  /** The connection breaks and nothing happened. */
  fault({ kind: z.literal("reset") }),
  /** It happened, and the connection breaks before the answer. */
  fault({ kind: z.literal("lost") }),
  /** It happened, and the connection breaks in the middle of the answer. */
  fault({ kind: z.literal("cut") }),
  /** It happened, and the answer is this many bytes of spaces around the truth. */
  fault({ kind: z.literal("padded"), bytes: z.number().int().min(1).max(104_857_600) }),
]);
export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

/** Conditions that last until they are changed. */
export const modesSchema = z.strictObject({
  /** The account has no paid Images: 403/5403 on uploads, the v1 list, keys and stats. */
  planOff: z.boolean(),
  /** An uploaded draft still looks like a draft for this long. */
  slowDraftSeconds: z.number().min(0).max(86_400),
  /** New images, variants and keys are not found for this long, and a deleted custom id is not free again. */
  hiddenSeconds: z.number().min(0).max(86_400),
  /** API calls in five minutes before the five-minute lock (Cloudflare: 1,200); null: no limit. */
  callLimit: z.number().int().min(1).max(1_000_000).nullable(),
});
export type Modes = z.output<typeof modesSchema>;

const calm: Modes = { planOff: false, slowDraftSeconds: 0, hiddenSeconds: 0, callLimit: null };
const lockSeconds = 300;

function hostOf({ path, method }: Call) {
  if (path.startsWith("/client/v4/")) return "api";
  if (/^\/images\/v[12](?:\/|$)/.test(path)) return "batch"; // it has a limit of its own
  return method === "POST" ? "upload" : "delivery";
}

/** `gone`: a custom id that was deleted a moment ago. */
type Thing = "image" | "variant" | "upload" | "key" | "gone";

/** What goes wrong, and how often it did. Empty unless somebody fills it; all times are the stand-in's clock. */
export function createFaults(now: () => Date) {
  let plan: { fault: Fault; path: RegExp | null; matched: number; struck: number }[] = [];
  let modes = calm;
  let lockedUntil = 0;
  let calls: { since: number; made: number } = { since: 0, made: 0 };
  const hiddenUntil = new Map<string, number>();

  function rateLimit(): { retryAfter: number } | null {
    const at = now().getTime();
    if (lockedUntil > at) return { retryAfter: Math.ceil((lockedUntil - at) / 1000) };
    if (modes.callLimit === null) return null;
    if (at - calls.since >= lockSeconds * 1000) calls = { since: at, made: 0 };
    if (++calls.made <= modes.callLimit) return null;
    lockedUntil = at + lockSeconds * 1000;
    return { retryAfter: lockSeconds };
  }

  return {
    /** Adds faults; of several that match a request the first one that is due strikes. */
    add(...faults: FaultInput[]) {
      for (const input of faults) {
        const parsed = faultSchema.parse(input);
        plan.push({
          fault: parsed,
          path: parsed.path ? new RegExp(parsed.path) : null,
          matched: 0,
          struck: 0,
        });
      }
    },
    set(change: Partial<Modes>) {
      modes = modesSchema.parse({ ...modes, ...change });
    },
    /** Forgets faults, modes, the lock, the calls counted so far and what is hidden. */
    clear() {
      plan = [];
      modes = calm;
      lockedUntil = 0;
      calls = { since: 0, made: 0 };
      hiddenUntil.clear();
    },
    /** Every fault with how many requests it matched and how many it struck. */
    report: () => plan.map(({ fault, matched, struck }) => ({ ...fault, matched, struck })),
    modes: () => modes,

    /** What is to go wrong with this request, if anything; counts it. */
    strike(call: Call): Fault | null {
      if (plan.length === 0 && lockedUntil === 0 && modes.callLimit === null) return null;
      const host = hostOf(call);
      const limited = host === "api" ? rateLimit() : null;
      if (limited) return { kind: "rate-limit", lock: false, ...limited, skip: 0, times: 1 };
      for (const entry of plan) {
        const { fault, path } = entry;
        if (fault.host && fault.host !== host) continue;
        if (fault.method && fault.method !== call.method) continue;
        if (path && !path.test(call.path)) continue;
        entry.matched++;
        if (entry.matched <= fault.skip || (fault.times !== null && entry.struck >= fault.times)) continue;
        entry.struck++;
        if (fault.kind === "rate-limit" && fault.lock) lockedUntil = now().getTime() + lockSeconds * 1000;
        return fault;
      }
      return null;
    },
    /** Called when something came into being, or when a custom id went. */
    born(kind: Thing, name: string) {
      const seconds = kind === "upload" ? modes.slowDraftSeconds : modes.hiddenSeconds;
      if (seconds > 0) hiddenUntil.set(`${kind} ${name}`, now().getTime() + seconds * 1000);
    },
    /** Nothing is planned at all. */
    idle: () => plan.length === 0 && lockedUntil === 0 && modes === calm && hiddenUntil.size === 0,
    /** Nothing is hidden. */
    quiet: () => hiddenUntil.size === 0,
    /** `image`, `variant`, `key`: not to be found yet. `upload`: still looks like a draft. `gone`: still taken. */
    hides(kind: Thing, name: string): boolean {
      const until = hiddenUntil.size > 0 ? hiddenUntil.get(`${kind} ${name}`) : undefined;
      return until !== undefined && until > now().getTime();
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
