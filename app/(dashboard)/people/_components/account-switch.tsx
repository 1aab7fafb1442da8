"use client";

import { disable, enable } from "@/app/(dashboard)/people/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

type AccountSwitchProps = { userId: string; name: string; disabled: boolean };

/** Locks an account out, or lets it in again. */
export function AccountSwitch({ userId, name, disabled }: AccountSwitchProps) {
  const word = disabled ? "Enable" : "Disable";
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`${word} ${name}`}>
          {word}
        </Button>
      }
      title={`${word} ${name}?`}
      sentence={
        disabled
          ? `${name} can sign in again, with the role and the password from before.`
          : `${name} is signed out with the next click and cannot sign in. Open invitations that ${name} sent stop working.`
      }
      safer={
        disabled
          ? undefined
          : "Pictures and links stay; uploads under way end. A signed link works until its end, whoever made it: the ledger under Links has them."
      }
      confirm={word}
      kind={disabled ? "plain" : "destroy"}
      onConfirm={async () => {
        const result = await (disabled ? enable : disable)({ userId });
        if (result.ok)
          toast({ kind: "done", title: `${name} is ${disabled ? "enabled again" : "disabled"}` });
        return result;
      }}
    />
  );
}
