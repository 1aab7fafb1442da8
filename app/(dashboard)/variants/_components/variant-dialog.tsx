"use client";

import dynamic from "next/dynamic";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { VariantRow } from "@/lib/variants/schema";

// The form checks with the same schema as the server; it arrives when somebody opens it.
const VariantForm = dynamic(
  () => import("@/app/(dashboard)/variants/_components/variant-form").then((module) => module.VariantForm),
  { ssr: false, loading: () => <Skeleton className="h-96 w-full" /> },
);

type VariantDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  taken: string[];
  /** The one to edit; without it a new one is made. */
  variant?: VariantRow;
  /** A new one, offered as the smaller way instead of opening this one. */
  smallerThan?: VariantRow;
  onSmaller?: () => void;
};

export function VariantDialog({ open, onOpenChange, variant, ...form }: VariantDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent
          title={variant ? `Edit ${variant.id}` : "New variant"}
          description={
            variant
              ? "Cloudflare applies it to every picture and drops its cached copies."
              : "A named size in which every picture of the account can be seen."
          }
          className="sm:max-w-3xl"
        >
          <VariantForm {...form} variant={variant} onDone={() => onOpenChange(false)} />
        </DialogContent>
      )}
    </Dialog>
  );
}
