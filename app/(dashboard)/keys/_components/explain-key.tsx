"use client";

import { type FormEvent, useState, useTransition } from "react";
import { accountForKey } from "@/app/(dashboard)/keys/actions";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A key that came or went outside asks for attention until somebody says why, and the words are kept. */
export function ExplainKey({ keyId, name }: { keyId: string; name: string }) {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [busy, start] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    start(async () => {
      const result = await accountForKey({ keyId, reason });
      if (!result.ok) return setError(result.message);
      setOpen(false);
    });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">
          It is explained<span className="sr-only">: {name}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Account for ${name}?`}
        description="Say who did it and why that is fine. It stops asking for attention; the activity keeps your words."
      >
        <form method="post" onSubmit={submit} noValidate className="grid gap-4">
          <Field id="key-reason" label="Reason" error={error} required>
            {(aria) => <Input {...aria} name="reason" maxLength={300} autoFocus autoComplete="off" />}
          </Field>
          <Button
            type="submit"
            variant="primary"
            disabled={busy}
            aria-busy={busy}
            className="sm:justify-self-end"
          >
            {busy ? "Saving…" : "It is explained"}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
