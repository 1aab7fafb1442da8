"use client";

import { type RefObject, useEffect, useRef } from "react";
import { itemsIn } from "@/app/(dashboard)/images/(library)/_components/place";
import { keepingStill, usePlace } from "@/app/(dashboard)/images/(library)/_components/use-place";
import { focusStop } from "@/app/(dashboard)/images/(library)/_components/use-roving";
import { useStretches } from "@/app/(dashboard)/images/(library)/_components/use-stretches";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { cursorBeyond, type Stretch, type Way } from "@/app/(dashboard)/images/(library)/stretches";

/** So often the list goes on by itself; then whoever scrolls reaches its foot, and asks for more by hand. */
const byItself = 10;

/** Reads on as somebody nears an end of the list, keeps what they look at in place, and the place in the address. */
export function useLoading(
  list: RefObject<HTMLDivElement | null>,
  { params, given, whole }: { params: LibraryParams; given: Stretch; whole: boolean },
) {
  const edge = useRef<HTMLDivElement>(null);
  const { list: stretches, load, busy, problem, question } = useStretches(params, given, keepingStill(list));
  const left = useRef(byItself);
  const later = cursorBeyond(stretches, "later");
  const loadEarlier = () => {
    if (!problem && cursorBeyond(stretches, "earlier")) void load("earlier");
  };
  usePlace(list, { question, given, view: params.view, whole, loadEarlier });

  // Another question has the whole of it again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each question
  useEffect(() => {
    left.current = byItself;
  }, [question]);

  // Watched anew after each reading: a window taller than what came sees no change, and would wait for ever.
  useEffect(() => {
    if (!later || problem || !edge.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting || left.current === 0) return;
        left.current -= 1;
        void load("later");
      },
      { rootMargin: "0px 0px 800px 0px" },
    );
    observer.observe(edge.current);
    return () => observer.disconnect();
  }, [later, load, problem]);

  /** By hand: the list goes on by itself again afterwards, and a keyboard goes along to what came. */
  async function press(way: Way, byKeyboard: boolean) {
    left.current = byItself;
    const before = itemsIn(list.current);
    const seam = way === "later" ? before.at(-1) : before[0];
    if (!(await load(way)) || !byKeyboard || !seam) return;
    const after = itemsIn(list.current);
    const item = after[after.indexOf(seam) + (way === "later" ? 1 : -1)];
    if (item) focusStop(list.current, item);
  }

  return { stretches, load, edge, busy, problem, press };
}
