import Link from "next/link";
import { OpenLinkDialog } from "@/app/(dashboard)/images/[imageId]/_components/open-link-dialog";
import { Section } from "@/app/(dashboard)/images/[imageId]/_components/section";
import { LinkStatus } from "@/components/link-status";
import { Time } from "@/components/time";
import { formatCount, formatList } from "@/lib/format";
import { type LinkRow, stillOpens } from "@/lib/links/schema";

/** Who was let in: what still opens first, the rest folded away. */
export function LinkList({
  links,
  canCreate,
  canTakeBack,
}: {
  links: LinkRow[];
  canCreate: boolean;
  canTakeBack: boolean;
}) {
  const running = links.filter(stillOpens);
  const over = links.filter((link) => !running.includes(link));
  return (
    <Section title="Links" aside={canCreate && links.length > 0 && <OpenLinkDialog />}>
      {links.length === 0 && (
        <p className="text-muted-foreground text-sm">
          No link was ever made. Each has a purpose, a recipient and an end, and is kept here.
        </p>
      )}
      {running.length > 0 && <Rows links={running} canTakeBack={canTakeBack} />}
      {links.length > 0 && running.length === 0 && (
        <p className="pb-2 text-muted-foreground text-sm">No link opens it now.</p>
      )}
      {over.length > 0 && (
        <details className="group pt-2">
          <summary className="rounded-sm py-1 text-meta text-muted-foreground hover:text-foreground">
            {formatCount(over.length, "link")} that no longer {over.length === 1 ? "counts" : "count"}
          </summary>
          <Rows links={over} canTakeBack={false} />
        </details>
      )}
    </Section>
  );
}

function Rows({ links, canTakeBack }: { links: LinkRow[]; canTakeBack: boolean }) {
  return (
    <ul className="divide-y rounded-lg border bg-card">
      {links.map((link) => (
        <li key={link.id} className="grid grid-cols-1 gap-0.5 px-3.5 py-2.5 text-sm">
          <div className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate font-medium" title={link.recipient}>
              {link.recipient}
            </span>
            <LinkStatus status={link.status} reason={link.reason} />
          </div>
          <p className="break-words text-muted-foreground">
            {link.purpose}, as <span className="text-foreground">{formatList(link.variantIds)}</span>
          </p>
          <p className="text-muted-foreground text-xs">
            {link.endsAt > new Date() ? "Ends " : "Ended "}
            <Time value={link.endsAt} />
          </p>
          {link.reason && <p className="text-muted-foreground text-xs">Why: {link.reason}</p>}
          <p className="text-muted-foreground text-xs">
            Made by {link.issuedBy} <Time value={link.createdAt} show="relative" />
          </p>
          {canTakeBack && (
            <Link
              href={`/links/desk/${link.id}`}
              prefetch={false}
              className="hit-area w-fit pt-0.5 text-xs underline decoration-border-strong underline-offset-3 hover:decoration-current"
            >
              What can still stop it<span className="sr-only"> ({link.recipient})</span>
            </Link>
          )}
          {link.note && <p className="break-words pt-1 text-xs">{link.note}</p>}
        </li>
      ))}
    </ul>
  );
}
