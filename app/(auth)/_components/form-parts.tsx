"use client";

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** What went wrong with the whole form, above its button. Always there, so that it is announced. */
export function FormProblem({ children }: { children?: ReactNode }) {
  return (
    <div role="alert" className="empty:hidden">
      {children && (
        <p className="flex items-start gap-2 rounded-lg bg-danger-soft px-3 py-2.5 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{children}</span>
        </p>
      )}
    </div>
  );
}

/** The one button of a door. */
export function EnterButton({
  busy,
  disabled,
  children,
}: {
  busy: boolean;
  disabled?: boolean;
  children: string;
}) {
  return (
    <Button
      type="submit"
      variant="primary"
      size="lg"
      disabled={busy || disabled}
      aria-busy={busy}
      className="tabular mt-1 w-full text-sm"
    >
      {busy ? "One moment…" : children}
    </Button>
  );
}
