"use client";

import { Check, Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type PasswordFieldProps = {
  label: string;
  name: string;
  autoComplete: "current-password" | "new-password";
  error?: string;
  /** Counts up to this length while a new one is typed. */
  minLength?: number;
  autoFocus?: boolean;
};

/** A password that can be looked at, and that a password manager knows what to do with. */
export function PasswordField({ label, name, autoComplete, error, minLength, ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [length, setLength] = useState(0);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      id={name}
      label={label}
      error={error}
      required
      hint={minLength && !error && <LengthHint length={length} minLength={minLength} />}
    >
      {(aria) => (
        <span className="relative block">
          <Input
            {...aria}
            {...rest}
            name={name}
            type={shown ? "text" : "password"}
            autoComplete={autoComplete}
            maxLength={200}
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setLength([...event.target.value].length)}
            className="h-11 pr-12"
          />
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Show password"
            aria-pressed={shown}
            title={shown ? "Hide password" : "Show password"}
            className="absolute top-1/2 right-1.5 -translate-y-1/2"
            onClick={() => setShown(!shown)}
          >
            <Icon aria-hidden />
          </Button>
        </span>
      )}
    </Field>
  );
}

function LengthHint({ length, minLength }: { length: number; minLength: number }) {
  const enough = length >= minLength;
  return (
    <span className="flex items-center gap-1.5">
      {enough && <Check aria-hidden className="size-3.5 text-sealed" />}
      {length === 0 || enough
        ? `At least ${minLength} characters; a short sentence is fine.`
        : `${minLength - length} more to go; a short sentence is fine.`}
    </span>
  );
}
