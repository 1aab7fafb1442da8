"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const bare = (text: string) => text.replaceAll(/[\s,]/g, "");

/** Whether what was typed is what was asked for, however its thousands are parted; nothing asked is nothing to type. */
export const isTyped = (typed: string, wanted: string | undefined): boolean =>
  wanted === undefined || bare(typed) === bare(wanted);

type TypedConfirmProps = {
  /** What the person types: a number or a name. */
  wanted: string;
  /** The button that waits for it, by its words. */
  confirm: string;
  value: string;
  onChange: (typed: string) => void;
};

/** Where it cannot be undone, a button waits until the person has typed what it does. */
export function TypedConfirm({ wanted, confirm, value, onChange }: TypedConfirmProps) {
  const id = useId();
  return (
    <Field
      id={id}
      label={<>Type {wanted} to confirm</>}
      hint={!isTyped(value, wanted) && `“${confirm}” can be pressed once this is typed.`}
    >
      {(aria) => (
        <Input
          {...aria}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
