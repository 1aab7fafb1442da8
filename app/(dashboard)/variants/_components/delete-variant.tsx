"use client";

import { Trash2 } from "lucide-react";
import { removeVariant } from "@/app/(dashboard)/variants/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";
import type { VariantRow } from "@/lib/variants/schema";

/** Says what breaks. Where live links do, their number is typed. */
export function DeleteVariant({ variant }: { variant: VariantRow }) {
  const { id, liveLinks, alwaysPublic } = variant;
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={`Delete ${id}`} title="Delete">
          <Trash2 aria-hidden />
        </Button>
      }
      title={`Delete the variant ${id}?`}
      sentence={
        <>
          Every address in this size stops working, also in pages{alwaysPublic && " that show it openly"}. The
          pictures stay. You can create a variant of the same name again; old links then work again until
          their end.
        </>
      }
      consequences={
        liveLinks > 0
          ? [
              {
                count: formatCount(liveLinks),
                what: liveLinks === 1 ? "live link breaks" : "live links break",
                tone: "danger",
              },
            ]
          : undefined
      }
      typeToConfirm={liveLinks > 0 ? formatCount(liveLinks) : undefined}
      confirm="Delete variant"
      kind="destroy"
      onConfirm={async () => {
        const result = await removeVariant({ id, confirmedLinks: liveLinks });
        if (result.ok) toast({ kind: "done", title: `${id} is deleted` });
        return result;
      }}
    />
  );
}
