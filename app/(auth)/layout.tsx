import type { ReactNode } from "react";
import { Scene } from "@/app/(auth)/_components/scene";
import { Logo } from "@/components/logo";

/** The front door: the form where the eye begins, the room behind it where there is space. */
export default function FrontDoor({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(27rem,5fr)_7fr]">
      <main className="flex flex-col px-6 pt-6 pb-10 sm:px-10 sm:pt-8">
        <Logo />
        <div className="mx-auto w-full max-w-sm pt-16 pb-10 sm:my-auto sm:pt-14">{children}</div>
      </main>
      <aside aria-label="About Darkroom" className="dark hidden p-3 pl-0 text-foreground lg:block">
        <Scene />
      </aside>
    </div>
  );
}
