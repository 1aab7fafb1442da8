"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { overlayClasses } from "@/components/ui/dialog";
import { useReturnFocus } from "@/components/ui/return-focus";
import { cn } from "@/lib/cn";

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetClose = Radix.Close;

type SheetContentProps = Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
};

/** A panel from the right that leaves the screen behind it readable; the whole width on a phone. */
export function SheetContent({
  title,
  description,
  footer,
  className,
  children,
  ...props
}: SheetContentProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content
        className={cn(
          "fixed z-50 flex flex-col bg-popover text-popover-foreground shadow-float outline-none duration-150",
          "data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0",
          "max-sm:inset-x-0 max-sm:top-12 max-sm:bottom-0 max-sm:rounded-t-2xl max-sm:border-t max-sm:data-[state=open]:slide-in-from-bottom-4",
          "sm:inset-y-0 sm:right-0 sm:w-full sm:max-w-md sm:border-l sm:data-[state=open]:slide-in-from-right-6",
          className,
        )}
        {...(description ? {} : { "aria-describedby": undefined })}
        {...focus}
        {...props}
      >
        <header className="flex items-start gap-4 border-b px-5 py-4">
          <div className="grid min-w-0 flex-1 gap-0.5">
            <Radix.Title className="font-semibold text-base leading-6">{title}</Radix.Title>
            {description && (
              <Radix.Description className="text-meta text-muted-foreground">{description}</Radix.Description>
            )}
          </div>
          <Radix.Close asChild>
            <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-1.5">
              <X />
            </Button>
          </Radix.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        {footer && (
          <footer className="flex items-center justify-end gap-2 border-t bg-muted/50 px-5 py-3.5 max-sm:pb-[max(0.875rem,env(safe-area-inset-bottom))]">
            {footer}
          </footer>
        )}
      </Radix.Content>
    </Radix.Portal>
  );
}
