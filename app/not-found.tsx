import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not here" };

/** An address that leads nowhere, or to something this role may not see: both read the same. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <EmptyState
        art="closed"
        title="There is nothing here"
        sentence="The address may be mistyped, what it led to may be deleted, or your role may not include it. An owner can change roles."
        action={
          <Button asChild variant="primary">
            <Link href="/">Go to Exposure</Link>
          </Button>
        }
      />
    </main>
  );
}
