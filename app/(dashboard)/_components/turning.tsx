"use client";

import { usePathname } from "next/navigation";
import { type ComponentType, type ReactNode, useEffect, useLayoutEffect, useState } from "react";

/** How long the screen before stays: most answers are there by then, and nothing flashes. */
const patienceMs = 300;
/** A turn that leads back to where it began ends without a sign. */
const longestMs = 15_000;

// Only a turn that takes long needs their shapes.
const load = () => import("@/app/(dashboard)/_components/waiting-rooms");

/**
 * Between two screens: the one before, and after a moment the shape of the next. The answer to a visit is never
 * held in two pieces for it: React shows the second 300 ms after the first, however soon it came.
 */
export function Turning({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [room, setRoom] = useState<{ of: string; Room: ComponentType; from: number }>();

  useEffect(() => {
    let turn = 0;
    let timers: ReturnType<typeof setTimeout>[] = [];
    const stop = () => {
      turn += 1;
      for (const timer of timers) clearTimeout(timer);
      setRoom(undefined);
    };
    // Before this listener the link has taken the click for itself, or left it to the browser.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || !event.defaultPrevented || link.origin !== location.origin) return;
      stop();
      const of = link.pathname;
      if (of === pathname) return;
      const mine = turn;
      const show = async () => {
        const Room = await load().then(
          ({ waitingRoomOf }) => waitingRoomOf(of),
          () => null,
        );
        if (Room && mine === turn) setRoom({ of, Room, from: scrollY });
      };
      timers = [setTimeout(show, patienceMs), setTimeout(stop, longestMs)];
    };
    window.addEventListener("click", onClick);
    return () => {
      window.removeEventListener("click", onClick);
      stop();
    };
  }, [pathname]);

  // A turn that was given up leads back to where one was.
  const waits = room && room.of !== pathname;
  const from = waits ? room.from : undefined;
  useLayoutEffect(() => {
    if (from === undefined) return;
    const at = pathname;
    return () => {
      if (location.pathname === at) scrollTo({ top: from, behavior: "instant" });
    };
  }, [from, pathname]);

  return (
    <>
      <div hidden={waits}>{children}</div>
      {waits && (
        <div aria-busy="true">
          <p role="status" className="sr-only">
            Loading
          </p>
          <room.Room />
        </div>
      )}
    </>
  );
}
