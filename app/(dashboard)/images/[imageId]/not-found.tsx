import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";

export default function ImageNotFound() {
  return (
    <EmptyState
      art="closed"
      title="This image is not here"
      sentence="It was deleted, or the address is not complete. Links to it do not open any more."
      action={
        <Button asChild variant="primary">
          <Link href="/images">Go to the library</Link>
        </Button>
      }
      className="pt-24"
    />
  );
}
