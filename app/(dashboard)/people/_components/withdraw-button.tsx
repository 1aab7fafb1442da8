"use client";

import { withdrawInvitation } from "@/app/(dashboard)/people/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

export function WithdrawButton({ invitationId, email }: { invitationId: string; email: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Withdraw the invitation of ${email}`}>
          Withdraw
        </Button>
      }
      title={`Withdraw the invitation of ${email}?`}
      sentence="Its link stops working at once. You can invite the same address again."
      confirm="Withdraw"
      kind="destroy"
      onConfirm={async () => {
        const result = await withdrawInvitation({ invitationId });
        if (result.ok) toast({ kind: "done", title: "Invitation withdrawn" });
        return result;
      }}
    />
  );
}
