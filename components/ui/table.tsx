import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** Scrolls inside its own frame, so a wide table never widens the page. `label` names the region. */
export function Table({ className, label, ...props }: ComponentProps<"table"> & { label?: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative w-full overflow-x-auto rounded-lg border bg-card"
    >
      {/* Without its rows the head has not arrived as a whole, and its columns would move. */}
      <table
        className={cn("w-full border-collapse text-left text-sm not-has-[>tbody]:invisible", className)}
        {...props}
      />
    </section>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("border-b bg-muted/60 text-muted-foreground", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("[&>tr:last-child]:border-b-0", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      className={cn(
        "border-b transition-colors aria-selected:bg-safelight-soft [tbody_&]:hover:bg-muted/70",
        className,
      )}
      {...props}
    />
  );
}

/** A column heading. Give `aria-sort` when it is sorted. */
export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("h-9 whitespace-nowrap px-3 font-medium text-xs first:pl-4 last:pr-4", className)}
      {...props}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("h-12 px-3 py-2 align-middle first:pl-4 last:pr-4", className)} {...props} />;
}
