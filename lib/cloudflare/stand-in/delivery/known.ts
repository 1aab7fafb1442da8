import type { Call, StandIn } from "../context.ts";
import type { FinishedRow } from "../store/images.ts";
import type { SigningKey } from "../store/keys.ts";
import type { Settings } from "../store/settings.ts";
import type { Variant } from "../store/variants.ts";
import type { Order, What } from "./order.ts";
import { hasEnded, type Verdict } from "./signature.ts";

/** What a URL led to, allowed and read, together with everything that decided it. */
export type Known = {
  row: FinishedRow;
  variants: ReadonlyMap<string, Variant>;
  settings: Settings;
  keys: readonly SigningKey[];
  /** Verified with these keys; null: the URL carries none. */
  signature: Verdict | null;
  what: Exclude<What, { kind: "unknown" }>;
  order: Order;
};

const keyOf = ({ request }: Call) => `${request.url} ${request.headers.accept ?? ""}`;

/** Only what was served is remembered, so that nobody can fill the memory with refused URLs. */
export function remember(standIn: StandIn, call: Call, known: Known): void {
  if (known.order.kind === "picture" && !known.order.hinted) standIn.known.set(keyOf(call), known);
}

/**
 * What this very URL led to before, if nothing that decided it has changed: the row, the variants, the settings and the
 * keys are still the same objects, and the link has not ended. Then the decision is the same too.
 */
export function recall({ known, store, faults, clock }: StandIn, call: Call): Known | null {
  if (known.size === 0 || !faults.quiet()) return null;
  const held = known.get(keyOf(call));
  if (held === undefined) return null;
  const current =
    store.images.peek(held.row.id) === held.row &&
    store.variants.peek() === held.variants &&
    store.settings.peek() === held.settings &&
    store.keys.peek() === held.keys;
  const { signature } = held;
  if (!current || (signature?.ok && hasEnded(signature.expires, clock.now()))) return null;
  return held;
}
