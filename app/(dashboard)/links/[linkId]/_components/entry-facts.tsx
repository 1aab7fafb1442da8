import Link from "next/link";
import { Fact, FactList } from "@/components/fact-list";
import { Time } from "@/components/time";
import { formatCount, formatList } from "@/lib/format";
import type { LinkEntry } from "@/lib/links/schema";

/** Who, what and until when; of a page also what it asks of its reader. */
export function EntryFacts({ link }: { link: LinkEntry }) {
  const gated = link.mode === "gated";
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold text-base">Details</h2>
      <FactList className="rounded-lg border bg-card px-3.5">
        <Fact label="For">
          {link.contactId ? (
            <Link
              href={`/links?q=to:${link.contactId}`}
              prefetch={false}
              className="underline underline-offset-3"
            >
              {link.recipient}
            </Link>
          ) : (
            link.recipient
          )}
          {(link.organisation || link.address) && (
            <span className="block text-muted-foreground">
              {[link.organisation, link.address].filter(Boolean).join(", ")}
            </span>
          )}
        </Fact>
        <Fact label="Kind">{gated ? "A page that asks Darkroom each time" : "Direct addresses"}</Fact>
        {link.startsAt && (
          <Fact label="Opens from">
            <Time value={link.startsAt} />
          </Fact>
        )}
        <Fact label="Ends">
          <Time value={link.endsAt} />
        </Fact>
        {link.readUntil && (
          <Fact label="Used up">
            A reader who is in may still look until <Time value={link.readUntil} />
          </Fact>
        )}
        <Fact label="Variants">{formatList(link.variantIds)}</Fact>
        {gated ? (
          <>
            <Fact label="Opened">
              {formatCount(link.opens, "time")}
              {link.maxOpens !== null && ` of ${formatCount(link.maxOpens)}`}
              {link.lastOpenedAt && (
                <span className="block text-muted-foreground">
                  last <Time value={link.lastOpenedAt} show="relative" />
                </span>
              )}
            </Fact>
            <Fact label="Asks for">
              {formatList([
                ...(link.hasPassword ? ["a password"] : []),
                ...(link.terms ? ["its terms"] : []),
                ...(link.hasPassword || link.terms ? [] : ["nothing"]),
              ])}
            </Fact>
            <Fact label="Saving">{link.allowDownload ? "Allowed" : "Not offered"}</Fact>
            {link.message && <Fact label="Says">{link.message}</Fact>}
          </>
        ) : (
          <Fact label="Signed with">{link.keyName}</Fact>
        )}
        <Fact label="Issued by">
          {link.issuedBy}, <Time value={link.createdAt} show="day" />
        </Fact>
        {link.revokedAt && (
          <Fact label="Revoked">
            <Time value={link.revokedAt} />
            {link.revokedBy && ` by ${link.revokedBy}`}
          </Fact>
        )}
        {link.note && <Fact label="Note">{link.note}</Fact>}
      </FactList>
    </section>
  );
}
