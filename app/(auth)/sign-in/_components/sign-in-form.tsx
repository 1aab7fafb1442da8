"use client";

import { type FormEvent, useState, useTransition } from "react";
import { textOf } from "@/app/(auth)/_components/enter";
import { EnterButton, FormProblem } from "@/app/(auth)/_components/form-parts";
import { useCountdown } from "@/app/(auth)/sign-in/_components/use-countdown";
import { PasswordField } from "@/components/password-field";
import { signInWith } from "@/components/sign-in";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatCount } from "@/lib/format";

const problems = {
  wrong: "E-mail and password do not match an account that can sign in.",
  failed: "Darkroom did not answer. Check your connection and try again; nothing was changed.",
};

/** Works before its script is there, too: a post keeps the password out of the address. */
export function SignInForm({ to }: { to: string }) {
  const [problem, setProblem] = useState<keyof typeof problems>();
  const [wait, setWait] = useCountdown();
  const [busy, start] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = event.currentTarget;
    const form = new FormData(fields);
    start(async () => {
      setProblem(undefined);
      const answer = await signInWith({ email: textOf(form, "email"), password: textOf(form, "password") });
      if (answer === "in") {
        location.replace(to);
        // Stays busy until the next page is there.
        return new Promise(() => {});
      }
      if (typeof answer === "object") return setWait(answer.waitSeconds);
      setProblem(answer);
      fields.querySelector<HTMLInputElement>("#password")?.select();
    });
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-5">
      <Field id="email" label="E-mail" required>
        {(aria) => (
          <Input
            {...aria}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            autoFocus
            className="h-11"
          />
        )}
      </Field>
      <PasswordField label="Password" name="password" autoComplete="current-password" />
      <FormProblem>{wait > 0 ? <WaitText seconds={wait} /> : problem && problems[problem]}</FormProblem>
      <EnterButton busy={busy} disabled={wait > 0}>
        {wait > 0 ? `Wait ${formatCount(wait, "second")}` : "Sign in"}
      </EnterButton>
    </form>
  );
}

/** The seconds run for the eye; a screen reader hears them once. */
function WaitText({ seconds }: { seconds: number }) {
  const [first] = useState(seconds);
  return (
    <>
      Too many tries. Wait <span className="sr-only">{formatCount(first, "second")}</span>
      <span aria-hidden className="tabular">
        {formatCount(seconds, "second")}
      </span>
      , then try again.
    </>
  );
}
