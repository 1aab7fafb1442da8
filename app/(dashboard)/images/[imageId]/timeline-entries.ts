import { type AuditEvent, auditActions } from "@/lib/audit/schema";
import { formatBytes, formatList } from "@/lib/format";
import type { LinkRow } from "@/lib/links/schema";

export type TimelineEntry = { key: string; at: Date; who: string; did: string; more: string };

type Details = AuditEvent["details"];
type Told = { did: string; more?: string };

const probes: Record<string, string> = {
  refused: "an unsigned request was refused",
  served: "an unsigned request was answered with the picture",
  unreachable: "the delivery host could not be reached",
};
const probeWords = ({ probe }: Details) => (typeof probe === "string" ? (probes[probe] ?? "") : "");

function privacy(details: Details, word: "private" | "public"): Told {
  if (details.step === "asked") return { did: `asked Cloudflare to make it ${word}` };
  if (details.step === "unchanged") return { did: `found it still ${word}`, more: probeWords(details) };
  return { did: `made it ${word}`, more: probeWords(details) };
}

/** What reads better on the image's own page than a verb and a name. Details are data: only plain values count. */
const tellers: Partial<Record<AuditEvent["action"], (details: Details) => Told>> = {
  "image.upload-requested": ({ private: wish }) => ({
    did: `asked for an upload URL, to keep it ${wish === false ? "public" : "private"}`,
  }),
  "image.received": ({ private: found }) => ({
    did: "uploaded it",
    more: found === false ? "Cloudflare holds it as public" : "Cloudflare holds it as private",
  }),
  "image.measured": (details) => ({
    did: "measured it",
    more: [typeof details.bytes === "number" && formatBytes(details.bytes), probeWords(details)]
      .filter(Boolean)
      .join(", "),
  }),
  "image.upload-failed": ({ reason }) => ({
    did: "saw its upload fail",
    more: reason === "expired" ? "nothing arrived while its address worked" : plain(reason),
  }),
  "image.upload-cancelled": () => ({ did: "cancelled its upload" }),
  "image.upload-renewed": () => ({ did: "tried its upload again" }),
  "image.edited": ({ changed, nameBefore }) => ({
    did:
      Array.isArray(changed) && changed.length > 0
        ? `changed its ${formatList(changed.map(plain))}`
        : "saved it",
    more: nameBefore ? `it was named ${plain(nameBefore)}` : "",
  }),
  "image.made-private": (details) => privacy(details, "private"),
  "image.made-public": (details) => privacy(details, "public"),
  "image.original-downloaded": () => ({ did: "downloaded the original" }),
  "image.delete-requested": () => ({ did: "asked to delete it" }),
  "image.drifted": () => ({ did: "found that Cloudflare holds it differently than asked" }),
};

function plain(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function fromEvent({ id, at, actorName, action, details }: AuditEvent): TimelineEntry {
  const told = tellers[action]?.(details) ?? { did: `${auditActions[action] ?? action} this image` };
  return { key: `event ${id}`, at, who: actorName, did: told.did, more: told.more ?? "" };
}

/** Links are entries of their own in the ledger; on the image's page they belong to its story. */
function fromLink({ id, createdAt, issuedBy, recipient, variantIds, purpose }: LinkRow): TimelineEntry {
  const more = `as ${formatList(variantIds)}: ${purpose}`;
  return { key: `link ${id}`, at: createdAt, who: issuedBy, did: `created a link for ${recipient}`, more };
}

/** What happened to an image and who was let in, newest first. */
export function timelineEntries(events: AuditEvent[], links: LinkRow[]): TimelineEntry[] {
  const entries = [...events.map(fromEvent), ...links.map(fromLink)];
  return entries.sort((a, b) => b.at.getTime() - a.at.getTime());
}
