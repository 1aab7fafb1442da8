import type { ReactNode } from "react";
import { AccountMenu } from "@/components/layout/account-menu";
import { BottomBar } from "@/components/layout/bottom-bar";
import { beyondRail, type NavItem, type RailState } from "@/components/layout/nav";
import { Palette } from "@/components/layout/palette";
import { Rail } from "@/components/layout/rail";

type AppShellProps = {
  actor: { id: string; name: string; email: string; role: string };
  /** Only the screens that the role may see, from `screens`. */
  nav: NavItem[];
  /** By screen id: what needs attention there. */
  counts: Record<string, number>;
  canUpload: boolean;
  /** From the cookie `railCookie`. */
  rail?: RailState;
  children: ReactNode;
};

/** Rail, bottom bar, account menu and palette around one screen. */
export function AppShell({ actor, nav, counts, canUpload, rail = "auto", children }: AppShellProps) {
  const behindAccount = nav.filter(({ id }) => id === "people" || id === "settings");
  return (
    <div data-rail={rail} data-person={actor.id} className="flex min-h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-primary px-3.5 py-2 font-medium text-primary-foreground focus-visible:translate-y-0"
      >
        Skip to the content
      </a>
      <Rail
        nav={nav.filter(({ id }) => !beyondRail.includes(id))}
        counts={counts}
        name={actor.name}
        canUpload={canUpload}
      />
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 flex-1 px-4 pt-6 pb-28 outline-none sm:px-6 md:pb-16 lg:px-10 lg:pt-8"
      >
        <div className="mx-auto w-full max-w-[86rem]">{children}</div>
      </main>
      <BottomBar actor={actor} nav={nav} counts={counts} canUpload={canUpload} />
      <AccountMenu actor={actor} items={behindAccount} />
      <Palette nav={nav} canUpload={canUpload} />
    </div>
  );
}
