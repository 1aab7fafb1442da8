"use client";

import { accountForKey } from "@/app/(dashboard)/keys/actions";
import { ReasonDialog } from "@/components/reason-dialog";
import { Button } from "@/components/ui/button";

/** A key that came or went outside asks for attention until somebody says why, and the words are kept. */
export function ExplainKey({ keyId, name }: { keyId: string; name: string }) {
  return (
    <ReasonDialog
      trigger={
        <Button size="sm">
          It is explained<span className="sr-only">: {name}</span>
        </Button>
      }
      title={`Account for ${name}?`}
      description="Say who did it and why that is fine. It stops asking for attention; the activity keeps your words."
      confirm="It is explained"
      busyWord="Saving…"
      onReason={(reason) => accountForKey({ keyId, reason })}
    />
  );
}
