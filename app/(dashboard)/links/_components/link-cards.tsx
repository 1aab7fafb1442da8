import {
  Ends,
  ImageName,
  LinkBox,
  Recipient,
  TakeBack,
} from "@/app/(dashboard)/links/_components/link-parts";
import type { LinkListProps } from "@/app/(dashboard)/links/_components/link-table";
import { LinkStatus } from "@/components/link-status";
import { MeterBar } from "@/components/meter-bar";
import { Time } from "@/components/time";
import { formatList } from "@/lib/format";

/** The ledger for one thumb: the same facts as the table, one card a link. */
export function LinkCards({ links, selectable = false, takeBack = false }: LinkListProps) {
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-3 md:hidden">
      {links.map((link) => (
        <li key={link.id} className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-xl border bg-card p-4">
          <div className="flex items-start justify-between gap-3">
            <div className="min-w-0">
              <p className="truncate font-medium">
                <Recipient link={link} />
              </p>
              <p className="truncate text-meta text-muted-foreground">{link.purpose}</p>
            </div>
            <LinkStatus status={link.status} />
            {selectable && <LinkBox link={link} />}
          </div>
          {link.reason && <p className="text-meta text-muted-foreground">{link.reason}</p>}
          <dl className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-y-1.5 text-sm">
            <dt className="text-muted-foreground">Picture</dt>
            <dd className="min-w-0 break-words">
              <ImageName link={link} />{" "}
              <span className="text-muted-foreground">in {formatList(link.variantIds)}</span>
            </dd>
            <dt className="text-muted-foreground">Ends</dt>
            <dd>
              <Ends link={link} />
            </dd>
            <dt className="text-muted-foreground">Issued</dt>
            <dd className="min-w-0 break-words">
              {link.issuedBy}, <Time value={link.createdAt} show="day" />
              {link.keyName && `, key ${link.keyName}`}
            </dd>
          </dl>
          <div className="flex min-h-9 items-center justify-between gap-3">
            <MeterBar level={link.stop.level} sentence={link.stop.word} small className="min-w-0" />
            {takeBack && <TakeBack link={link} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
