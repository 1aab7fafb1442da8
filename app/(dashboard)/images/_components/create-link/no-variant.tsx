import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";

/** A link opens one variant that needs a link, and there is none. */
export function NoVariant() {
  return (
    <EmptyState
      art="quiet"
      title="There is no variant to share"
      sentence="A link opens one variant, and every variant of this account is always public or Darkroom's own. Make one that needs a link."
      action={
        <Button asChild variant="primary">
          <Link href="/variants">Go to variants</Link>
        </Button>
      }
      className="py-6"
    />
  );
}
