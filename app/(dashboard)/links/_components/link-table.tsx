import {
  Ends,
  ImageName,
  LinkBox,
  Opens,
  Recipient,
  TakeBack,
} from "@/app/(dashboard)/links/_components/link-parts";
import { LinkStatus } from "@/components/link-status";
import { MeterBar } from "@/components/meter-bar";
import { Time } from "@/components/time";
import { Table, TableBody, TableHead, TableRow, Td, Th } from "@/components/ui/table";
import { formatList } from "@/lib/format";
import type { LinkRow } from "@/lib/links/schema";

export type LinkListProps = {
  links: LinkRow[];
  selectable?: boolean;
  /** Whether each row leads to the desk, for whoever may use it. */
  takeBack?: boolean;
};

/** The ledger in columns, two lines a row. A phone gets `LinkCards`. */
export function LinkTable({ links, selectable = false, takeBack = false }: LinkListProps) {
  return (
    <div className="max-md:hidden">
      <Table label="Links" className="table-fixed">
        <TableHead>
          <tr>
            {selectable && (
              <Th className="w-10">
                <span className="sr-only">Select</span>
              </Th>
            )}
            <Th className="w-[21%]">For whom</Th>
            <Th className="w-[17%]">Picture</Th>
            <Th className="w-56">Status</Th>
            <Th className="w-58">Ends</Th>
            <Th>Issued by</Th>
            {takeBack && (
              <Th className="w-12">
                <span className="sr-only">Take back</span>
              </Th>
            )}
          </tr>
        </TableHead>
        <TableBody>
          {links.map((link) => (
            <TableRow key={link.id}>
              {selectable && (
                <Td>
                  <LinkBox link={link} />
                </Td>
              )}
              <Td>
                <div title={link.note || undefined}>
                  <span className="block truncate font-medium">
                    <Recipient link={link} />
                  </span>
                  <span className="block truncate text-meta text-muted-foreground">{link.purpose}</span>
                </div>
              </Td>
              <Td>
                <ImageName link={link} className="block truncate" />
                <span className="block truncate text-meta text-muted-foreground">
                  in {formatList(link.variantIds)}
                </span>
              </Td>
              <Td>
                <LinkStatus status={link.status} />
                <MeterBar level={link.stop.level} sentence={link.stop.word} small className="mt-1" />
                <Opens link={link} />
                {link.reason && (
                  <span title={link.reason} className="mt-0.5 line-clamp-2 text-meta text-muted-foreground">
                    {link.reason}
                  </span>
                )}
              </Td>
              <Td>
                <Ends link={link} />
              </Td>
              <Td>
                <span className="block truncate">{link.issuedBy}</span>
                <span className="block truncate text-meta text-muted-foreground">
                  <Time value={link.createdAt} show="day" />
                  {link.keyName && `, key ${link.keyName}`}
                </span>
              </Td>
              {takeBack && (
                <Td>
                  <TakeBack link={link} iconOnly />
                </Td>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
