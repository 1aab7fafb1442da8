"use client";

import { Ellipsis, Search, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { AccountFacts, AccountRows, MenuLink } from "@/components/layout/account-menu";
import type { NavItem, ScreenId } from "@/components/layout/nav";
import { NavIcon } from "@/components/layout/nav-icon";
import { NavLink } from "@/components/layout/nav-link";
import { PopoverCloser } from "@/components/layout/popover-closer";
import { NavCount } from "@/components/layout/rail";
import { ShellTrigger } from "@/components/layout/shell-trigger";
import { useHydrated } from "@/components/use-hydrated";

const sheetId = "more-sheet";
const slot =
  "relative flex h-14 flex-1 flex-col items-center justify-center gap-1 rounded-md font-medium text-2xs text-muted-foreground aria-[current=page]:text-foreground aria-[current=page]:before:absolute aria-[current=page]:before:top-0 aria-[current=page]:before:h-0.75 aria-[current=page]:before:w-8 aria-[current=page]:before:rounded-b-full aria-[current=page]:before:bg-safelight [&_svg]:size-5";

type BottomBarProps = {
  actor: { name: string; email: string; role: string };
  nav: NavItem[];
  counts: Record<string, number>;
  canUpload: boolean;
};

/**
 * The phone's way around, under the thumb: the screens of a bad night first, the rest in a sheet, which no page waits
 * for: it is filled in the browser.
 */
export function BottomBar({ actor, nav, counts, canUpload }: BottomBarProps) {
  const item = (id: ScreenId) => nav.find((entry) => entry.id === id);
  const main: ScreenId[] = ["exposure", "library", "links"];
  const rest = nav.filter(({ id }) => !main.includes(id));
  const alive = useHydrated();
  const waiting = rest.reduce((sum, { id }) => sum + (counts[id] ?? 0), 0);
  return (
    <>
      <nav
        aria-label="Screens"
        className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-rail px-1 pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        <Slot item={item("exposure")} counts={counts} />
        <Slot item={item("library")} counts={counts} />
        {canUpload && (
          <ShellTrigger opens="upload" className={slot}>
            <Upload aria-hidden />
            Upload
          </ShellTrigger>
        )}
        <Slot item={item("links")} counts={counts} />
        <button type="button" popoverTarget={sheetId} className={slot}>
          <Ellipsis aria-hidden />
          More
          {waiting > 0 && (
            <NavCount count={waiting} className="absolute top-1 left-1/2 ml-1.5 ring-2 ring-rail" />
          )}
        </button>
      </nav>
      <section
        id={sheetId}
        aria-label="More"
        popover="auto"
        className="fixed inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full max-w-none overflow-y-auto rounded-t-2xl border-t bg-popover px-3 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] text-foreground text-sm shadow-float backdrop:bg-scrim md:hidden"
      >
        {alive && (
          <>
            <PopoverCloser id={sheetId} />
            <AccountFacts actor={actor} />
            <div className="grid border-t py-1.5">
              <ShellTrigger
                opens="palette"
                className="flex min-h-11 items-center gap-2.5 rounded-md px-2.5 text-left hover:bg-accent"
              >
                <Search aria-hidden className="size-4 text-muted-foreground" />
                Search or go to
              </ShellTrigger>
              {rest.map((entry) => (
                <MenuLink key={entry.id} item={entry}>
                  {(counts[entry.id] ?? 0) > 0 && (
                    <NavCount count={counts[entry.id] ?? 0} className="ml-auto" />
                  )}
                </MenuLink>
              ))}
            </div>
            <AccountRows items={[]} />
          </>
        )}
      </section>
    </>
  );
}

function Slot({ item, counts }: { item: NavItem | undefined; counts: Record<string, number> }): ReactNode {
  if (!item) return null;
  const count = counts[item.id] ?? 0;
  return (
    <NavLink href={item.href} className={slot}>
      <NavIcon id={item.id} />
      {item.label}
      {count > 0 && <NavCount count={count} className="absolute top-1 left-1/2 ml-1.5 ring-2 ring-rail" />}
    </NavLink>
  );
}
