"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { CloseVariant } from "@/app/(dashboard)/variants/_components/close-variant";
import { DeleteVariant } from "@/app/(dashboard)/variants/_components/delete-variant";
import { VariantDialog } from "@/app/(dashboard)/variants/_components/variant-dialog";
import { lockReason } from "@/app/(dashboard)/variants/words";
import { Button } from "@/components/ui/button";
import type { VariantRow } from "@/lib/variants/schema";

/** Edit, close, delete; the last only where Cloudflare allows it. */
export function VariantActions({ variant, taken }: { variant: VariantRow; taken: string[] }) {
  const [editing, setEditing] = useState(false);
  const [smaller, setSmaller] = useState(false);
  const locked = lockReason(variant);
  return (
    <>
      {variant.alwaysPublic && <CloseVariant variant={variant} />}
      <Button variant="ghost" size="sm" aria-label={`Edit ${variant.id}`} onClick={() => setEditing(true)}>
        <Pencil aria-hidden />
        Edit
      </Button>
      {locked ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-disabled
          aria-label={`${variant.id} stays: ${locked}`}
          title={locked}
        >
          <Trash2 aria-hidden />
        </Button>
      ) : (
        <DeleteVariant variant={variant} />
      )}
      <VariantDialog
        open={editing}
        onOpenChange={setEditing}
        variant={variant}
        taken={taken}
        onSmaller={() => {
          setEditing(false);
          setSmaller(true);
        }}
      />
      <VariantDialog open={smaller} onOpenChange={setSmaller} taken={taken} smallerThan={variant} />
    </>
  );
}
