import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/cn";

type FieldAria = { id: string; "aria-describedby"?: string; "aria-invalid"?: true; required?: true };

type FieldProps = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Says what to do, not what is wrong with the person. */
  error?: string;
  required?: boolean;
  className?: string;
  /** Spread the argument on the control: it carries the id and the wiring to hint and error. */
  children: (aria: FieldAria) => ReactNode;
};

/** Label, control, hint and error, tied together for everyone who cannot see that they are near. */
export function Field({ id, label, hint, error, required, className, children }: FieldProps) {
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={cn("grid gap-1.5", className)}>
      <Label htmlFor={id}>{label}</Label>
      {children({
        id,
        ...(describedBy && { "aria-describedby": describedBy }),
        ...(error && { "aria-invalid": true as const }),
        ...(required && { required: true as const }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-meta text-muted-foreground">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-danger text-meta">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
