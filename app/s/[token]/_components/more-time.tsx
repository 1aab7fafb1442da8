"use client";

import { Clock } from "lucide-react";
import { useId, useState, useTransition } from "react";
import { askMoreTime } from "@/app/s/[token]/actions";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";

/** A few words to the sender; nothing else about the reader is sent. */
export function MoreTime({ token, sender }: { token: string; sender: string }) {
  const [state, setState] = useState<"closed" | "open" | "sent">("closed");
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const id = useId();
  if (state === "sent")
    return (
      <p role="status" className="rounded-lg bg-sealed-soft px-3.5 py-3 text-sealed text-sm">
        {sender} has been asked. If they agree, this address opens again by itself.
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
        const message = String(new FormData(event.currentTarget).get("message") ?? "");
        start(async () => {
          const answer = await askMoreTime({ token, message });
          if (answer.ok) setState("sent");
          else setProblem(answer.message);
        });
      }}
    >
      <label htmlFor={id} className="font-medium">
        A word to {sender}, if you like
      </label>
      <Textarea id={id} name="message" rows={3} maxLength={500} autoFocus />
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
