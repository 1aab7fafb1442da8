"use client";

import * as Radix from "radix-ui/alert-dialog";
import type { ComponentProps, ReactNode } from "react";
import { DialogFooter, dialogClasses, overlayClasses } from "@/components/ui/dialog";
import { useReturnFocus } from "@/components/ui/return-focus";
import { cn } from "@/lib/cn";

export const AlertDialog = Radix.Root;
export const AlertDialogTrigger = Radix.Trigger;
export const AlertDialogCancel = Radix.Cancel;
export const AlertDialogAction = Radix.Action;

type AlertDialogContentProps = Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode;
  description: ReactNode;
  footer: ReactNode;
};

/** Cannot be dismissed by a click beside it. Prefer `ConfirmDialog`, which says what will happen. */
export function AlertDialogContent({
  title,
  description,
  footer,
  className,
  children,
  ...props
}: AlertDialogContentProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content className={cn(dialogClasses, className)} {...focus} {...props}>
        <div className="grid min-h-0 gap-4 overflow-y-auto p-5">
          <header className="grid gap-1.5">
            <Radix.Title className="font-semibold text-base leading-6">{title}</Radix.Title>
            <Radix.Description asChild>
              <div className="text-muted-foreground text-sm">{description}</div>
            </Radix.Description>
          </header>
          {children}
        </div>
        <DialogFooter>{footer}</DialogFooter>
      </Radix.Content>
    </Radix.Portal>
  );
}
