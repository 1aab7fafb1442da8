"use client";

import { type FormEvent, useState, useTransition } from "react";
import { enterAs, textOf } from "@/app/(auth)/_components/enter";
import { EnterButton, FormProblem } from "@/app/(auth)/_components/form-parts";
import { join } from "@/app/(auth)/join/[token]/actions";
import { PasswordField } from "@/components/password-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/errors";

type Refusal = Extract<ActionResult<unknown>, { ok: false }>;

/** Name and password make the account; the address and the role come from the invitation. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, start] = useTransition();
  const errors = refusal?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = textOf(form, "password");
    start(async () => {
      setRefusal(undefined);
      const result = await join({ token, name: textOf(form, "name"), password });
      if (!result.ok) return setRefusal(result);
      await enterAs({ email: result.data.email, password }, "/");
      return new Promise(() => {});
    });
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <Field id="email" label="E-mail" hint="You sign in with this address.">
        {(aria) => (
          <Input
            {...aria}
            name="email"
            type="email"
            value={email}
            readOnly
            autoComplete="username"
            className="h-11"
          />
        )}
      </Field>
      <Field id="name" label="Your name" error={errors.name} required>
        {(aria) => (
          <Input {...aria} name="name" autoComplete="name" maxLength={120} autoFocus className="h-11" />
        )}
      </Field>
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        minLength={12}
        error={errors.password}
      />
      <FormProblem>{refusal && !refusal.fields && refusal.message}</FormProblem>
      <EnterButton busy={busy}>Create my account</EnterButton>
    </form>
  );
}
