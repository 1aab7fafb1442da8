"use client";

import { CopyButton } from "@/components/copy-button";
import { Textarea } from "@/components/ui/textarea";
import { masked } from "@/lib/links/hand-over";

/** Addresses to copy, covered: a screen has more readers than one. */
export function AddressOnce({ addresses }: { addresses: string[] }) {
  return (
    <section aria-label="Addresses" className="grid gap-2 rounded-lg border p-3.5">
      <Textarea
        readOnly
        aria-label="Address of the link"
        value={addresses.map(masked).join("\n")}
        rows={Math.min(6, addresses.length)}
        wrap="off"
        spellCheck={false}
        className="min-h-9 font-mono text-xs"
      />
      <CopyButton
        value={addresses.join("\n")}
        label={addresses.length === 1 ? "Copy address" : `Copy ${addresses.length} addresses`}
        variant="primary"
        autoFocus
        className="justify-self-start"
      />
    </section>
  );
}
