"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { type ComponentProps, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

type CopyButtonProps = Omit<ComponentProps<typeof Button>, "value" | "onCopy" | "asChild"> & {
  value: string;
  /** A verb and its object: "Copy link". Shown, or read out when `iconOnly`. */
  label?: string;
  iconOnly?: boolean;
  onCopied?: () => void;
};

/** Copies, shows that it did, and tells a screen reader politely. Its width does not change. */
export function CopyButton({
  value,
  label = "Copy",
  iconOnly = false,
  onCopied,
  className,
  ...props
}: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function copy() {
    const copied = await navigator.clipboard.writeText(value).then(
      () => true,
      () => false,
    );
    setState(copied ? "copied" : "failed");
    if (copied) onCopied?.();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState("idle"), 2500);
  }

  const Icon = { idle: Copy, copied: Check, failed: TriangleAlert }[state];
  const word = { idle: label, copied: "Copied", failed: "Select and copy" }[state];
  return (
    <>
      <Button
        size={iconOnly ? "icon-sm" : "md"}
        variant={iconOnly ? "ghost" : "outline"}
        {...props}
        aria-label={iconOnly ? label : undefined}
        title={iconOnly ? label : undefined}
        className={className}
        onClick={copy}
      >
        <Icon
          aria-hidden
          className={cn(state === "copied" && "text-sealed", state === "failed" && "text-danger")}
        />
        {!iconOnly && (
          <span className="grid">
            <span className="col-start-1 row-start-1">{word}</span>
            <span aria-hidden className="invisible col-start-1 row-start-1">
              {label}
            </span>
          </span>
        )}
      </Button>
      <span aria-live="polite" className="sr-only">
        {state === "copied" && "Copied to the clipboard."}
        {state === "failed" && "The browser did not allow copying. Select the text and copy it."}
      </span>
    </>
  );
}
