"use client";

import { Clock } from "lucide-react";
import { useId, useState, useTransition } from "react";
import { askMoreTime } from "@/app/s/[token]/actions";
import { PasswordField } from "@/components/password-field";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";

type MoreTimeProps = { token: string; sender: string; needsPassword?: boolean };

/** A few words to the sender; nothing else about the reader is sent. */
export function MoreTime({ token, sender, needsPassword = false }: MoreTimeProps) {
  const [state, setState] = useState<"closed" | "open" | "sent">("closed");
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const id = useId();
  if (state === "sent")
    return (
      <p role="status" className="rounded-lg bg-sealed-soft px-3.5 py-3 text-sealed text-sm">
        {needsPassword ? "It has been asked for." : `${sender} has been asked.`} If they agree, this address
        opens again by itself.
      </p>
    );
  if (state === "closed")
    return (
      <Button size="lg" className="justify-self-start text-sm" onClick={() => setState("open")}>
        <Clock aria-hidden />
        Ask for more time
      </Button>
    );
  return (
    <form
      className="grid gap-3 text-foreground text-sm"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const message = String(form.get("message") ?? "");
        const password = String(form.get("password") ?? "");
        start(async () => {
          const answer = await askMoreTime({ token, message, password });
          if (answer.ok) setState("sent");
          else setProblem(answer.message);
        });
      }}
    >
      <label htmlFor={id} className="font-medium">
        A word to {sender}, if you like
      </label>
      <Textarea id={id} name="message" rows={3} maxLength={500} autoFocus />
      {needsPassword && (
        <PasswordField label="Password of the link" name="password" autoComplete="current-password" />
      )}
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" disabled={busy} aria-busy={busy} className="text-sm">
        {busy ? "One moment…" : "Ask for more time"}
      </Button>
    </form>
  );
}
