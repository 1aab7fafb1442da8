"use client";

import { saveVariant } from "@/app/(dashboard)/variants/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { VariantRow } from "@/lib/variants/schema";

/** The way back from always public, one click from the list. */
export function CloseVariant({ variant }: { variant: VariantRow }) {
  const { id, width, height, fit, metadata } = variant;
  // A variant made elsewhere may lack a side; its form asks for it.
  if (!width || !height) return null;
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Require signed links for ${id}`}>
          Require signed links
        </Button>
      }
      title={`Require signed links for ${id}?`}
      sentence="Private pictures in this size are refused again without a signature, also where pages show them by a plain address. Cloudflare drops its cached copies; a browser may show its own for a while."
      confirm="Require signed links"
      onConfirm={async () => {
        const result = await saveVariant({
          id,
          width,
          height,
          fit: fit as Parameters<typeof saveVariant>[0]["fit"],
          metadata: metadata as Parameters<typeof saveVariant>[0]["metadata"],
          alwaysPublic: false,
        });
        if (result.ok) toast({ kind: "done", title: `${id} needs a signed link again` });
        return result;
      }}
    />
  );
}
