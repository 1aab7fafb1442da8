import { Time } from "@/components/time";
import { type AuditEvent, auditActions } from "@/lib/audit/schema";
import { formatCount } from "@/lib/format";
import type { LinkEntry } from "@/lib/links/schema";

/** When it was opened and with what, and what was done with the entry. */
export function EntryHistory({ link, events }: { link: LinkEntry; events: AuditEvent[] }) {
  const counted = link.openings.filter(({ preview }) => !preview).length;
  return (
    <>
      {link.mode === "gated" && (
        <section className="grid gap-2">
          <h2 className="font-semibold text-base">Openings</h2>
          {link.openings.length === 0 ? (
            <p className="text-muted-foreground text-sm">Nobody has opened it yet.</p>
          ) : (
            <ul className="divide-y rounded-lg border bg-card text-sm">
              {link.openings.map(({ id, at, client, preview }) => (
                <li key={id} className="flex justify-between gap-4 px-3.5 py-2">
                  <span className="min-w-0 truncate">
                    {preview ? `Preview program (${client}), not counted` : client}
                  </span>
                  <Time value={at} show="short" className="shrink-0 text-muted-foreground" />
                </li>
              ))}
            </ul>
          )}
          {counted < link.openings.length && (
            <p className="text-meta text-muted-foreground">
              Preview programs look ahead of a reader, in messengers and mail. Each is listed once in half an
              hour, by the name it gives itself.
            </p>
          )}
          {link.opens > counted && counted > 0 && (
            <p className="text-meta text-muted-foreground">
              The latest of {formatCount(link.opens)}. Network addresses are not kept.
            </p>
          )}
        </section>
      )}
      <section className="grid gap-2">
        <h2 className="font-semibold text-base">History</h2>
        <ul className="grid gap-2 text-sm">
          {events.map(({ id, at, actorName, action }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-4 text-muted-foreground">
              <span>
                <span className="text-foreground">{actorName}</span> {did(action)}
              </span>
              <Time value={at} show="relative" className="text-meta" />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** "created a link to", told on the link's own page. */
const did = (action: AuditEvent["action"]): string =>
  (auditActions[action] ?? action)
    .replace("created a link to", "created it")
    .replace(/^(\w+) again the link for/, "$1 it again")
    .replace("with the link for", "with it")
    .replace(/(of )?(to )?(?:the link for|a link to)/, "$1$2it");
