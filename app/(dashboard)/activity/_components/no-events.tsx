import Link from "next/link";
import type { ActivityParams } from "@/app/(dashboard)/activity/search-params";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";

export function NoEvents({ params }: { params: ActivityParams }) {
  const filtered = params.about !== "all" || params.by !== "" || params.cursor !== undefined;
  if (!filtered)
    return (
      <EmptyState art="quiet" title="Nothing has happened yet" sentence="Every change will be listed here." />
    );
  return (
    <EmptyState
      art="matches"
      title="Nothing matches"
      sentence="No event fits these filters."
      action={
        <Button asChild>
          <Link href="/activity">Clear the filters</Link>
        </Button>
      }
    />
  );
}
