import type { Call, StandIn } from "../context.ts";
import { Refusal, type Reply } from "../replies.ts";
import type { Reading } from "../store/reading.ts";
import type { Settings } from "../store/settings.ts";
import type { Variant } from "../store/variants.ts";
import { unlessGone } from "../unless-gone.ts";
import { refusalFor } from "./access.ts";
import { inert, lifeOf } from "./headers.ts";
import { type Known, recall, remember } from "./known.ts";
import { orderFor, type What } from "./order.ts";
import { parseDeliveryPath, type Target } from "./path.ts";
import { sliceOf } from "./ranges.ts";
import { verifySignature } from "./signature.ts";

/** `GET|HEAD /<hash>/<id>/<variant>`: who may, then whether it changed, and only then pixels. */
export async function deliver(standIn: StandIn, call: Call): Promise<Reply> {
  const { store, faults } = standIn;
  if (standIn.refusedAgents.test(call.request.headers["user-agent"] ?? ""))
    throw new Refusal(403, 1010, "Access denied: this client is not served");
  const before = recall(standIn, call);
  if (before) return carryOut(standIn, call, before);
  const target = parseDeliveryPath(call.path, standIn.account.accountHash);
  const keys = await store.keys.all();
  const signature = mentionsSignature(call.query)
    ? verifySignature(target.signedPath, call.query ?? "", keys, standIn.clock.now())
    : null;
  const found = signature && !signature.ok ? null : await store.images.get(target.id);
  const seen = !faults.hides("image", target.id) && !faults.hides("upload", target.id);
  const row = found && !found.draft && seen ? found : null;
  const [variants, settings] = [await store.variants.all(), await store.settings.all()];
  const what = whatFor(standIn, target, variants);
  const refusal = refusalFor({
    image: row && { private: row.require_signed_urls },
    variant: accessOf(what, settings),
    signature,
  });
  if (refusal) throw refusal;
  if (!row || what.kind === "unknown") throw notFound();
  const order = orderFor(standIn, call, row, { what, settings });
  const known: Known = { row, variants, settings, keys, signature, what, order };
  remember(standIn, call, known);
  return carryOut(standIn, call, known);
}

async function carryOut(standIn: StandIn, call: Call, known: Known): Promise<Reply> {
  const { order, row } = known;
  const { files } = standIn.store;
  // A copy that is still right is said to be so before any pixel is made.
  if (matches(call.request.headers["if-none-match"], order.etag)) return respond(standIn, call, known, null);
  if (order.kind === "facts") return respond(standIn, call, known, whole(Buffer.from(order.body)));
  return unlessGone(standIn, row, notFound, async () => {
    if (order.kind === "original")
      return respond(standIn, call, known, {
        bytes: row.bytes,
        part: (start, length) => files.read(row.file, { bytes: row.bytes, start, length }),
      });
    const { body, hit } = await standIn.renderer.render(order.name, order.wish);
    return respond(standIn, call, known, whole(body), hit);
  });
}

function whatFor({ faults }: StandIn, target: Target, variants: ReadonlyMap<string, Variant>): What {
  const named = variants.get(target.variant);
  if (named && !faults.hides("variant", named.id)) return { kind: "named", variant: named };
  return target.variant.includes("=") ? { kind: "flexible", text: target.variant } : { kind: "unknown" };
}

function accessOf(what: What, settings: Settings) {
  if (what.kind === "named")
    return { kind: "named", alwaysPublic: what.variant.neverRequireSignedURLs } as const;
  if (what.kind === "flexible") return { kind: "flexible", enabled: settings.flexible_variants } as const;
  return { kind: "unknown" } as const;
}

/** Whether a query has anything that looks like part of a signature, in any spelling. */
function mentionsSignature(query: string | null): boolean {
  if (!query) return false;
  for (const name of new URLSearchParams(query.replaceAll(";", "&")).keys())
    if (/^\W*(sig|exp)/i.test(name)) return true;
  return false;
}

/** What can be sent of: bytes at hand, or an original that is opened only when it is known what is wanted. */
type Body = { bytes: number; part(start: number, length: number): Buffer | Promise<Reading> };
const whole = (body: Buffer): Body => ({
  bytes: body.length,
  part: (start, length) => body.subarray(start, start + length),
});
const notFound = () => new Refusal(404, 9431, "Image not found");

async function respond(
  standIn: StandIn,
  call: Call,
  known: Known,
  body: Body | null,
  hit = false,
): Promise<Reply> {
  const { headers: asked } = call.request;
  const { order } = known;
  const { etag } = order;
  const life = lifeOf(standIn, known);
  const headers: Record<string, string> = { ...inert, vary: order.vary, etag, "cache-control": life };
  if (body === null) return { status: 304, headers, body: null };
  headers["content-type"] = order.type;
  headers["accept-ranges"] = "bytes";
  headers["cf-cache-status"] = hit ? "HIT" : "MISS";
  headers["cf-resized"] = hit ? "internal=ok/h" : "internal=ok/m";
  const { bytes } = body;
  const condition = asked["if-range"];
  const slice = condition === undefined || condition === etag ? sliceOf(asked.range, bytes) : null;
  if (!slice) return { status: 200, headers, body: await body.part(0, bytes) };
  headers["content-range"] = `bytes ${slice.start}-${slice.end}/${bytes}`;
  return { status: 206, headers, body: await body.part(slice.start, slice.end - slice.start + 1) };
}

const matches = (header: string | undefined, etag: string) =>
  header?.split(",").some((part) => ["*", etag, `W/${etag}`].includes(part.trim())) ?? false;
