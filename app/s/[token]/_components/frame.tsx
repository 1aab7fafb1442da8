import type { ReactNode } from "react";
import { Logo } from "@/components/logo";

/** The recipient's room: a quiet bar, the content, and what this page is. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <main className="mx-auto flex w-full max-w-6xl flex-1 flex-col px-4 pt-8 pb-12 sm:px-8 sm:pt-14">
        {children}
      </main>
      <footer className="border-t">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-5 sm:px-8">
          <Logo className="text-muted-foreground" />
          <p className="text-muted-foreground text-xs">
            Only who has the address of this page can see it. It is in no search engine.
          </p>
        </div>
      </footer>
    </div>
  );
}
