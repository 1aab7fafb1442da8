import { Ends, ImageName } from "@/app/(dashboard)/links/_components/link-parts";
import { LinkStatus } from "@/components/link-status";
import { Time } from "@/components/time";
import { Table, TableBody, TableHead, TableRow, Td, Th } from "@/components/ui/table";
import { formatList } from "@/lib/format";
import type { LinkRow } from "@/lib/links/schema";

/** The ledger in columns, two lines a row. A phone gets `LinkCards`. */
export function LinkTable({ links }: { links: LinkRow[] }) {
  return (
    <div className="max-md:hidden">
      <Table label="Links" className="table-fixed">
        <TableHead>
          <tr>
            <Th className="w-[23%]">For whom</Th>
            <Th className="w-[20%]">Picture</Th>
            <Th className="w-56">Status</Th>
            <Th className="w-60">Ends</Th>
            <Th>Issued by</Th>
          </tr>
        </TableHead>
        <TableBody>
          {links.map((link) => (
            <TableRow key={link.id}>
              <Td>
                <Two first={link.recipient} second={link.purpose} title={link.note} strong />
              </Td>
              <Td>
                <ImageName link={link} className="block truncate" />
                <span className="block truncate text-meta text-muted-foreground">
                  in {formatList(link.variantIds)}
                </span>
              </Td>
              <Td>
                <LinkStatus status={link.status} />
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
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Two({
  first,
  second,
  title,
  strong,
}: {
  first: string;
  second: string;
  title: string;
  strong: boolean;
}) {
  return (
    <div title={title || undefined}>
      <span className={strong ? "block truncate font-medium" : "block truncate"}>{first}</span>
      <span className="block truncate text-meta text-muted-foreground">{second}</span>
    </div>
  );
}
