"use client";

import { Command } from "cmdk";
import { Monitor, Moon, Search, Sun, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import * as Radix from "radix-ui/dialog";
import { type ReactNode, useState } from "react";
import { type NavItem, shellEvents } from "@/components/layout/nav";
import { NavIcon } from "@/components/layout/nav-icon";
import { overlayClasses } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useReturnFocus } from "@/components/ui/return-focus";

type PaletteMenuProps = {
  nav: NavItem[];
  canUpload: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Screens and actions by name, and the way into the library's search. */
export function PaletteMenu({ nav, canUpload, open, onOpenChange }: PaletteMenuProps) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const [query, setQuery] = useState("");
  const library = nav.find(({ id }) => id === "library");

  const focus = useReturnFocus();

  const show = (next: boolean) => {
    if (!next) setQuery("");
    onOpenChange(next);
  };
  const then = (run: () => void) => () => {
    show(false);
    run();
  };

  return (
    <Radix.Root open={open} onOpenChange={show}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClasses} />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-xl border bg-popover shadow-float outline-none"
        >
          <Radix.Title className="sr-only">Search or go to</Radix.Title>
          <Command label="Search or go to" loop>
            <div className="flex items-center gap-3 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder="Search images, or go to a screen"
                className="h-12 w-full bg-transparent text-base outline-none placeholder:text-muted-foreground sm:text-sm"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="max-h-[min(60dvh,24rem)] overflow-y-auto p-1.5">
              {library && query.trim() !== "" && (
                <Row
                  value={`search ${query}`}
                  always
                  onSelect={then(() => router.push(`${library.href}?q=${encodeURIComponent(query.trim())}`))}
                >
                  <Search aria-hidden />
                  <span className="truncate">
                    Search images for <span className="font-medium">{query.trim()}</span>
                  </span>
                </Row>
              )}
              <Group heading="Go to">
                {nav.map((item) => (
                  <Row
                    key={item.id}
                    value={`${item.label} ${item.says ?? ""}`}
                    onSelect={then(() => router.push(item.href))}
                  >
                    <NavIcon id={item.id} />
                    {item.label}
                    <span className="ml-auto truncate text-meta text-muted-foreground">{item.says}</span>
                  </Row>
                ))}
              </Group>
              <Group heading="Do">
                {canUpload && (
                  <Row
                    value="Upload images"
                    onSelect={then(() => window.dispatchEvent(new CustomEvent(shellEvents.upload)))}
                  >
                    <Upload aria-hidden /> Upload images
                  </Row>
                )}
                <Row value="Light theme" onSelect={then(() => setTheme("light"))}>
                  <Sun aria-hidden /> Light theme
                </Row>
                <Row value="Dark theme" onSelect={then(() => setTheme("dark"))}>
                  <Moon aria-hidden /> Dark theme
                </Row>
                <Row value="System theme" onSelect={then(() => setTheme("system"))}>
                  <Monitor aria-hidden /> Theme as the system
                </Row>
              </Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted-foreground [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

function Row({
  value,
  always,
  onSelect,
  children,
}: {
  value: string;
  always?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      forceMount={always}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default select-none items-center gap-3 rounded-md px-2.5 text-sm data-[selected=true]:bg-accent pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground"
    >
      {children}
    </Command.Item>
  );
}
