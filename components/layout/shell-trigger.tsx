"use client";

import type { ComponentProps } from "react";
import { shellEvents } from "@/components/layout/nav";

type ShellTriggerProps = Omit<ComponentProps<"button">, "onClick" | "type"> & {
  opens: keyof typeof shellEvents;
};

/** Asks the shell for the upload sheet or the palette. Without a look of its own: put it in `Button asChild`. */
export function ShellTrigger({ opens, ...props }: ShellTriggerProps) {
  return (
    <button
      type="button"
      onClick={() => window.dispatchEvent(new CustomEvent(shellEvents[opens]))}
      {...props}
    />
  );
}
