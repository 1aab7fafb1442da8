"use client";

import { type FormEvent, useState, useTransition } from "react";
import { savePassword } from "@/app/(dashboard)/settings/actions";
import { PasswordField } from "@/components/password-field";
import { signInWith } from "@/components/sign-in";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/errors";

type Refusal = Extract<ActionResult<unknown>, { ok: false }>;

export function PasswordDialog({ email }: { email: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">Change password</Button>
      </DialogTrigger>
      <DialogContent
        title="Change your password"
        description="Every other device where you are signed in is signed out."
      >
        <PasswordForm email={email} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function PasswordForm({ email, onDone }: { email: string; onDone: () => void }) {
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, start] = useTransition();
  const errors = refusal?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [current, next] = [String(form.get("current") ?? ""), String(form.get("next") ?? "")];
    start(async () => {
      setRefusal(undefined);
      const result = await savePassword({ current, next });
      if (!result.ok) return setRefusal(result);
      // The change ended this session, too; the new password opens another one.
      if ((await signInWith({ email, password: next })) !== "in") return location.assign("/sign-in");
      toast({
        kind: "done",
        title: "Your password is changed",
        description: "Other devices are signed out.",
      });
      onDone();
    });
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      {/* Password managers look for the account that the new password belongs to. */}
      <input type="text" name="username" value={email} readOnly autoComplete="username" hidden />
      <PasswordField
        label="Current password"
        name="current"
        autoComplete="current-password"
        autoFocus
        error={errors.current}
      />
      <PasswordField
        label="New password"
        name="next"
        autoComplete="new-password"
        minLength={12}
        error={errors.next}
      />
      {refusal && !refusal.fields && (
        <p role="alert" className="text-danger text-sm">
          {refusal.message}
        </p>
      )}
      <Button
        type="submit"
        variant="primary"
        disabled={busy}
        aria-busy={busy}
        className="sm:justify-self-end"
      >
        {busy ? "Changing…" : "Change password"}
      </Button>
    </form>
  );
}
