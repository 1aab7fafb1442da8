"use client";

import { useState } from "react";
import { setRole } from "@/app/(dashboard)/people/actions";
import { withArticle } from "@/app/(dashboard)/people/with-article";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { type Role, roleSummary, roles } from "@/lib/auth/roles";

type RoleSelectProps = { userId: string; name: string; role: Role; isYou: boolean };

/** Choosing asks first: the choice signs the person out, and an arrow key on a select is quickly pressed. */
export function RoleSelect({ userId, name, role, isYou }: RoleSelectProps) {
  const [wanted, setWanted] = useState<Role>();
  const who = isYou ? "You" : name;
  return (
    <>
      <Select
        aria-label={`Role of ${name}`}
        value={role}
        onChange={(event) => setWanted(roles.find((known) => known === event.target.value))}
      >
        {roles.map((known) => (
          <option key={known} value={known}>
            {known.charAt(0).toUpperCase() + known.slice(1)}
          </option>
        ))}
      </Select>
      {wanted && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setWanted(undefined)}
          title={isYou ? `Become ${withArticle(wanted)}?` : `Make ${name} ${withArticle(wanted)}?`}
          sentence={
            <>
              {roleSummary[wanted]}. {who} {isYou ? "are" : "is"} signed out with the next click and{" "}
              {isYou ? "sign" : "signs"} in again with the new role.
              {isYou && " Only another owner can give the role back to you."}
            </>
          }
          confirm={isYou ? "Change my role" : "Change role"}
          kind={isYou ? "destroy" : "plain"}
          onConfirm={async () => {
            const result = await setRole({ userId, role: wanted });
            if (result.ok) toast({ kind: "done", title: `${name} is now ${withArticle(wanted)}` });
            return result;
          }}
        />
      )}
    </>
  );
}
