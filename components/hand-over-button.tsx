"use client";

import { Copy } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/errors";

/** The screen's action that answers the new address and writes down that it was copied. */
export type CopyAddress = (input: { pastId: string }) => Promise<ActionResult<{ url: string }>>;

type HandOverButtonProps = { pastId: string; recipient: string; copy: CopyAddress };

/** Asks for the address and copies it in one press; where the browser refuses, it is shown to be copied by hand. */
export function HandOverButton({ pastId, recipient, copy: askFor }: HandOverButtonProps) {
  const router = useRouter();
  const [shown, setShown] = useState<string>();
  const [busy, start] = useTransition();

  const copy = () =>
    start(async () => {
      const result = await askFor({ pastId });
      if (!result.ok) return void toast({ kind: "error", title: "Not copied", description: result.message });
      const copied = await navigator.clipboard.writeText(result.data.url).then(
        () => true,
        () => false,
      );
      if (!copied) return setShown(result.data.url);
      toast({ kind: "done", title: `The new address of ${recipient} is copied` });
      router.refresh();
    });

  if (shown)
    return (
      <Input
        readOnly
        value={shown}
        aria-label={`New address of ${recipient}`}
        onFocus={(event) => event.target.select()}
        className="max-w-72 font-mono text-xs"
      />
    );
  return (
    <Button size="sm" disabled={busy} aria-busy={busy} onClick={copy} className="max-sm:w-full">
      <Copy aria-hidden />
      {busy ? "Copying…" : "Copy new address"}
      <span className="sr-only"> of {recipient}</span>
    </Button>
  );
}
