"use client";

import { ChevronsUpDown } from "lucide-react";
import type { NavItem } from "@/components/layout/nav";
import { NavIcon } from "@/components/layout/nav-icon";
import { NavLink } from "@/components/layout/nav-link";
import { PopoverCloser } from "@/components/layout/popover-closer";
import { SignOutButton } from "@/components/layout/sign-out-button";
import { ThemeSwitch } from "@/components/layout/theme-switch";
import { useHydrated } from "@/components/use-hydrated";

const menuId = "account-menu";

/** Initials on a plain disc. */
export function Avatar({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => word?.charAt(0) ?? "")
    .join("");
  return (
    <span
      aria-hidden
      className="flex size-7 shrink-0 items-center justify-center rounded-full bg-border-strong font-semibold text-2xs text-foreground uppercase"
    >
      {initials}
    </span>
  );
}

/** Opens the menu. The platform's popover: no script, light dismiss and Escape included. */
export function AccountButton({ name }: { name: string }) {
  return (
    <button
      type="button"
      popoverTarget={menuId}
      className="flex h-11 w-full items-center gap-2.5 rounded-md px-1.5 text-left text-sm hover:bg-accent folded:size-9 folded:justify-center folded:px-0"
    >
      <Avatar name={name} />
      <span className="min-w-0 flex-1 truncate folded:sr-only">
        <span className="sr-only">Account of </span>
        {name}
      </span>
      <ChevronsUpDown aria-hidden className="size-4 text-muted-foreground folded:hidden" />
    </button>
  );
}

type AccountMenuProps = {
  actor: { name: string; email: string; role: string };
  /** People and Settings, as far as the role may see them. */
  items: NavItem[];
};

/** Empty until the browser has taken over: it is closed by then, and no page waits for it. */
export function AccountMenu({ actor, items }: AccountMenuProps) {
  const alive = useHydrated();
  return (
    <section
      id={menuId}
      aria-label="Account"
      popover="auto"
      className="fixed inset-auto bottom-18 left-3 m-0 w-64 rounded-xl border bg-popover p-1.5 text-foreground text-sm shadow-float"
    >
      {alive && (
        <>
          <PopoverCloser id={menuId} />
          <AccountFacts actor={actor} />
          <AccountRows items={items} />
        </>
      )}
    </section>
  );
}

/** Who is signed in. */
export function AccountFacts({ actor }: { actor: AccountMenuProps["actor"] }) {
  return (
    <div className="px-2.5 py-2">
      <p className="truncate font-medium">{actor.name}</p>
      <p className="truncate text-meta text-muted-foreground">{actor.email}</p>
      <p className="mt-0.5 text-meta text-muted-foreground first-letter:uppercase">{actor.role}</p>
    </div>
  );
}

/** Screens behind the account, the theme, and the way out; used by the menu and by the phone's sheet. */
export function AccountRows({ items }: { items: NavItem[] }) {
  return (
    <>
      {items.length > 0 && (
        <div className="border-t py-1.5">
          {items.map((item) => (
            <MenuLink key={item.id} item={item} />
          ))}
        </div>
      )}
      <div className="flex items-center justify-between gap-3 border-t px-2.5 py-2">
        <span className="text-muted-foreground">Theme</span>
        <ThemeSwitch />
      </div>
      <div className="border-t pt-1.5">
        <SignOutButton />
      </div>
    </>
  );
}

/** A row of the menu or the sheet. */
export function MenuLink({ item, children }: { item: NavItem; children?: React.ReactNode }) {
  return (
    <NavLink
      href={item.href}
      className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 hover:bg-accent aria-[current=page]:font-medium pointer-coarse:min-h-11"
    >
      <NavIcon id={item.id} className="size-4 text-muted-foreground" />
      {item.label}
      {children}
    </NavLink>
  );
}
