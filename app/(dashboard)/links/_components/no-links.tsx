import Link from "next/link";
import type { LinkParams } from "@/app/(dashboard)/links/links-href";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";

export function NoLinks({ params, canCreate }: { params: LinkParams; canCreate: boolean }) {
  if (params.q !== "" || params.cursor)
    return (
      <EmptyState
        art="matches"
        title="No link matches"
        sentence="No entry of the ledger fits these words and filters."
        action={
          <Button asChild>
            <Link href="/links">Clear the filters</Link>
          </Button>
        }
      />
    );
  return (
    <EmptyState
      art="prints"
      title="No links yet"
      sentence={
        canCreate
          ? "A signed link lets somebody see one private picture until an end that you choose. Open a picture in the library and create one there; this ledger keeps who got it."
          : "When somebody shares a private picture by a signed link, this ledger says who got it and until when."
      }
      action={
        <Button asChild variant={canCreate ? "primary" : "outline"}>
          <Link href="/images">Go to the library</Link>
        </Button>
      }
    />
  );
}
