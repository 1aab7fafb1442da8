"use client";

import Link from "next/link";
import { type FormEvent, useState, useTransition } from "react";
import { enterAs, textOf } from "@/app/(auth)/_components/enter";
import { EnterButton, FormProblem } from "@/app/(auth)/_components/form-parts";
import { becomeOwner } from "@/app/(auth)/welcome/actions";
import { PasswordField } from "@/components/password-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/errors";

type Refusal = Extract<ActionResult<unknown>, { ok: false }>;

/** The first account. It is made once; whoever comes second is sent to the sign-in. */
export function WelcomeForm({ door }: { door: "open" | "code" | "closed" }) {
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, start] = useTransition();
  const errors = refusal?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = textOf(form, "password");
    start(async () => {
      setRefusal(undefined);
      const result = await becomeOwner({
        name: textOf(form, "name"),
        email: textOf(form, "email"),
        password,
        setupCode: textOf(form, "setupCode"),
      });
      if (!result.ok) return setRefusal(result);
      await enterAs({ email: result.data.email, password }, "/?welcome=1");
      return new Promise(() => {});
    });
  }

  if (door === "closed")
    return (
      <p className="text-muted-foreground text-sm">
        This deployment is on the internet and has no <code>SETUP_CODE</code>, so nobody can take it over
        before you. Set that variable to 12 or more characters, deploy again, and come back with the code.
      </p>
    );

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <Field id="name" label="Your name" error={errors.name} required>
        {(aria) => (
          <Input {...aria} name="name" autoComplete="name" maxLength={120} autoFocus className="h-11" />
        )}
      </Field>
      <Field id="email" label="E-mail" error={errors.email} required>
        {(aria) => (
          <Input
            {...aria}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            className="h-11"
          />
        )}
      </Field>
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        minLength={12}
        error={errors.password}
      />
      {door === "code" && (
        <Field
          id="setupCode"
          label="Setup code"
          hint="The value of SETUP_CODE in the deployment's environment."
          error={errors.setupCode}
          required
        >
          {(aria) => <Input {...aria} name="setupCode" autoComplete="off" maxLength={200} className="h-11" />}
        </Field>
      )}
      <FormProblem>
        {refusal && !refusal.fields && (
          <>
            {refusal.message}
            {refusal.code === "CONFLICT" && (
              <Link href="/sign-in" className="ml-1 underline underline-offset-2">
                Go to sign-in
              </Link>
            )}
          </>
        )}
      </FormProblem>
      <EnterButton busy={busy}>Create the account</EnterButton>
    </form>
  );
}
