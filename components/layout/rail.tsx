"use client";

import { Search, Upload } from "lucide-react";
import { AccountButton } from "@/components/layout/account-menu";
import type { NavItem } from "@/components/layout/nav";
import { NavIcon } from "@/components/layout/nav-icon";
import { NavLink } from "@/components/layout/nav-link";
import { RailToggle } from "@/components/layout/rail-toggle";
import { ShellTrigger } from "@/components/layout/shell-trigger";
import { Logo, LogoMark } from "@/components/logo";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";
import { formatCount } from "@/lib/format";

type RailProps = {
  nav: NavItem[];
  counts: Record<string, number>;
  name: string;
  canUpload: boolean;
};

/** The screens at the left edge; folds to icons. Its labels stay readable to a screen reader. */
export function Rail({ nav, counts, name, canUpload }: RailProps) {
  return (
    <aside className="sticky top-0 hidden h-dvh w-58 shrink-0 flex-col border-r bg-rail px-3 py-4 md:flex folded:w-[3.75rem] folded:items-center">
      <div className="flex h-8 w-full items-center justify-between px-2 folded:justify-center folded:px-0">
        <Logo className="folded:hidden" />
        <LogoMark className="hidden folded:block" />
        <RailToggle className="folded:hidden" />
      </div>

      <div className="mt-5 grid w-full gap-2 folded:justify-items-center">
        {canUpload && (
          <Tooltip foldedName side="right" content="Upload" className="grid">
            <Button asChild className="folded:size-9 folded:px-0">
              <ShellTrigger opens="upload">
                <Upload aria-hidden />
                <span className="folded:sr-only">Upload</span>
              </ShellTrigger>
            </Button>
          </Tooltip>
        )}
        <Tooltip foldedName side="right" content="Search or go to" className="grid">
          <Button
            asChild
            variant="ghost"
            className="justify-start px-2.5 font-normal folded:size-9 folded:justify-center folded:px-0"
          >
            <ShellTrigger opens="palette" aria-keyshortcuts="Control+K Meta+K">
              <Search aria-hidden />
              <span className="flex-1 text-left folded:sr-only">Search or go to</span>
              <Kbd aria-hidden className="folded:hidden">
                Ctrl K
              </Kbd>
            </ShellTrigger>
          </Button>
        </Tooltip>
      </div>

      <nav aria-label="Screens" className="mt-4 grid w-full gap-0.5">
        {nav.map((item) => (
          <RailLink key={item.id} item={item} count={counts[item.id] ?? 0} />
        ))}
      </nav>

      <div className="mt-auto flex w-full min-w-0 flex-col gap-1 folded:items-center">
        <RailToggle className="hidden folded:inline-flex" unfold />
        <AccountButton name={name} />
      </div>
    </aside>
  );
}

function RailLink({ item, count }: { item: NavItem; count: number }) {
  return (
    <Tooltip foldedName side="right" content={item.label} className="grid">
      <NavLink
        href={item.href}
        className="group/nav relative flex h-9 items-center gap-2.5 rounded-md px-2.5 text-muted-foreground text-sm transition-colors hover:bg-accent hover:text-foreground aria-[current=page]:bg-accent aria-[current=page]:font-medium aria-[current=page]:text-foreground pointer-coarse:h-11 folded:justify-center folded:px-0"
      >
        <span
          aria-hidden
          className="absolute inset-y-2 -left-3 hidden w-0.75 rounded-r-full bg-safelight group-aria-[current=page]/nav:block"
        />
        <NavIcon id={item.id} className="size-4 shrink-0" />
        <span className="folded:sr-only">{item.label}</span>
        {count > 0 && (
          <NavCount
            count={count}
            className="ml-auto folded:absolute folded:-top-1 folded:-right-1.5 folded:ring-2 folded:ring-rail"
          />
        )}
      </NavLink>
    </Tooltip>
  );
}

/** How many things there ask for attention; not how many there are. */
export function NavCount({ count, className = "" }: { count: number; className?: string }) {
  return (
    <span
      className={`tabular inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-exposed-soft px-1.5 font-semibold text-2xs text-exposed ${className}`}
    >
      <span aria-hidden>{count > 99 ? "99+" : count}</span>
      <span className="sr-only">
        {`${formatCount(count, "thing")} ${count === 1 ? "needs" : "need"} attention`}
      </span>
    </span>
  );
}
