"use client";

import { accountForKey } from "@/app/(dashboard)/keys/actions";
import { ReasonDialog } from "@/components/reason-dialog";
import { Button } from "@/components/ui/button";

type ExplainKeyProps = { keyId: string; name: string; vanished: boolean };

/** A key that came or went outside asks for attention until somebody says why, and the words are kept. */
export function ExplainKey({ keyId, name, vanished }: ExplainKeyProps) {
  return (
    <ReasonDialog
      trigger={
        <Button size="sm">
          {vanished ? "Say why it went" : "Say who made it"}
          <span className="sr-only"> ({name})</span>
        </Button>
      }
      title={vanished ? `Why did ${name} go?` : `Who made ${name}?`}
      description="Say who did it and why that is fine. The key stops asking for attention; your words stay beside it and in the activity."
      confirm="Keep the answer"
      busyWord="Keeping…"
      onReason={(reason) => accountForKey({ keyId, reason })}
    />
  );
}
