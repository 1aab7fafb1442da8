import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type DayFieldProps = { id: string; name: string; label: string; hint?: string; defaultValue?: string };

/** A moment as the browser's own control asks for it, in the reader's zone. */
export function DayField({ id, name, label, hint, defaultValue }: DayFieldProps) {
  return (
    <Field id={id} label={label} hint={hint}>
      {(aria) => (
        <Input
          {...aria}
          type="datetime-local"
          name={name}
          min="2000-01-01T00:00"
          max="2100-01-01T00:00"
          defaultValue={defaultValue}
        />
      )}
    </Field>
  );
}
