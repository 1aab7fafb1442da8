"use client";

import { useEffect, useRef } from "react";
import { type Named, readNamed } from "@/app/(dashboard)/images/(library)/_components/read-named";
import type { NameAsked } from "@/app/(dashboard)/images/(library)/suggestions";

const typingPause = 150;
const noNames = { asked: "", tags: [], collections: [] };

/** Names of the whole library, once the typing rests: those that came with the page are only the most used. */
export function useNames() {
  const named = useRef<Named & { asked: string; leaving?: AbortController }>(noNames);
  useEffect(() => () => named.current.leaving?.abort(), []);

  /** What is known of them by now; `onFound` when more is. */
  function find(names: NameAsked | null, onFound: () => void): Named {
    const asked = names ? `${names.of}:${names.value}` : "";
    if (asked === named.current.asked) return named.current;
    named.current.leaving?.abort();
    const leaving = new AbortController();
    named.current = { ...named.current, asked, leaving };
    if (!names) return named.current;
    const pause = setTimeout(async () => {
      const found = await readNamed(names, leaving.signal);
      if (leaving.signal.aborted) return;
      named.current = { ...named.current, ...found };
      onFound();
    }, typingPause);
    leaving.signal.addEventListener("abort", () => clearTimeout(pause));
    return named.current;
  }

  function forget() {
    named.current.leaving?.abort();
    named.current = noNames;
  }

  return { find, forget };
}
