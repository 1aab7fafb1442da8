import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";

/** Inside the shell: gone, or not for this role. Both read the same. */
export default function ScreenNotFound() {
  return (
    <EmptyState
      art="closed"
      title="There is nothing here for you"
      sentence="What this led to may be deleted, or your role may not include it. An owner can change roles."
      action={
        <Button asChild variant="primary">
          <Link href="/">Go to Exposure</Link>
        </Button>
      }
      className="pt-24"
    />
  );
}
