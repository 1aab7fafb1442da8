"use client";

import { type FormEvent, useState, useTransition } from "react";
import type { Invited } from "@/app/(dashboard)/people/_components/invite-dialog";
import { invitePerson } from "@/app/(dashboard)/people/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { type Role, roleSummary } from "@/lib/auth/roles";

type InviteFormProps = { roles: Role[]; onInvited: (invited: Invited) => void };

export function InviteForm({ roles, onInvited }: InviteFormProps) {
  const [error, setError] = useState<string>();
  const [busy, start] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get("email") ?? "");
    const role = roles.find((known) => known === form.get("role"));
    if (!role) return;
    start(async () => {
      setError(undefined);
      const result = await invitePerson({ email, role });
      if (!result.ok) return setError(result.message);
      onInvited({ email: email.trim().toLowerCase(), role, ...result.data });
    });
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <Field id="invite-email" label="E-mail" error={error} required>
        {(aria) => (
          <Input
            {...aria}
            name="email"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            autoFocus
            placeholder="ines@example.com"
          />
        )}
      </Field>
      <RadioGroup legend="Role">
        {roles.map((role) => (
          <RadioCard
            key={role}
            name="role"
            value={role}
            defaultChecked={role === "editor"}
            label={<span className="block first-letter:uppercase">{role}</span>}
            hint={`${roleSummary[role]}.`}
          />
        ))}
      </RadioGroup>
      <Button
        type="submit"
        variant="primary"
        disabled={busy}
        aria-busy={busy}
        className="sm:justify-self-end"
      >
        {busy ? "Making the link…" : "Make the invitation link"}
      </Button>
    </form>
  );
}
