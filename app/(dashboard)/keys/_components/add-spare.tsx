"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { addSpare } from "@/app/(dashboard)/keys/actions";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";

/** A second key beside the first, so that one can be let go without harm. `quiet`: something else comes first. */
export function AddSpare({ suggestion, quiet }: { suggestion: string; quiet: boolean }) {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [busy, start] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "");
    start(async () => {
      const result = await addSpare({ name });
      if (!result.ok) return setError(result.message);
      setOpen(false);
      setError(undefined);
      toast({ kind: "done", title: `The key ${name} is there; nothing signs with it yet` });
    });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant={quiet ? "outline" : "primary"}>
          <Plus aria-hidden />
          Add a spare
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Add a spare key"
        description="Cloudflare makes its value, and no screen ever shows it. Nothing is signed with it until you say so."
      >
        <form method="post" onSubmit={submit} noValidate className="grid gap-4">
          <Field
            id="key-name"
            label="Name"
            error={error}
            hint="Up to 20 letters and digits, never used before."
            required
          >
            {(aria) => (
              <Input
                {...aria}
                name="name"
                defaultValue={suggestion}
                maxLength={20}
                autoFocus
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
            )}
          </Field>
          <Button
            type="submit"
            variant="primary"
            disabled={busy}
            aria-busy={busy}
            className="sm:justify-self-end"
          >
            {busy ? "Adding…" : "Add the key"}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
