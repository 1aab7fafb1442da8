"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { openLink } from "@/app/s/[token]/actions";
import { PasswordField } from "@/components/password-field";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";

type DoorFormProps = { token: string; needsPassword: boolean; terms: string; count: number };
type Problem = { message: string; fields: Record<string, string> };

export function DoorForm({ token, needsPassword, terms, count }: DoorFormProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<Problem>();
  const [busy, start] = useTransition();
  const onField = problem && (problem.fields.password || problem.fields.accepted);
  return (
    <form
      method="post"
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const input = {
          password: String(form.get("password") ?? ""),
          accepted: form.get("accepted") === "on",
        };
        start(async () => {
          const answer = await openLink({ token, ...input });
          if (answer.ok) router.refresh();
          else setProblem({ message: answer.message, fields: answer.fields ?? {} });
        });
      }}
    >
      {terms && (
        <div className="grid gap-3">
          <section
            aria-label="Terms"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: long terms must be scrollable by keyboard
            tabIndex={0}
            className="max-h-52 overflow-y-auto whitespace-pre-line break-words rounded-lg border bg-card p-4 text-sm leading-6"
          >
            {terms}
          </section>
          <label htmlFor="accepted" className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
            <Checkbox
              id="accepted"
              name="accepted"
              aria-invalid={problem?.fields.accepted ? true : undefined}
            />
            I accept these terms
          </label>
          {problem?.fields.accepted && (
            <p role="alert" className="text-danger text-meta">
              {problem.fields.accepted}
            </p>
          )}
        </div>
      )}
      {needsPassword && (
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          error={problem?.fields.password}
        />
      )}
      {problem && !onField && (
        <p role="alert" className="text-danger text-sm">
          {problem.message}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" disabled={busy} aria-busy={busy} className="text-sm">
        {busy ? "One moment…" : count === 1 ? "See the picture" : `See the ${count} pictures`}
      </Button>
    </form>
  );
}
