"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { useShortcut } from "@/components/use-shortcut";

const typingPause = 250;

/**
 * A question that is in the address and in a text field: the address follows whoever types, and the field follows the
 * address. `hrefOf`: where a question leads, with what else changes.
 */
export function useQuestion<Changes extends { q?: string }>(
  asked: string,
  hrefOf: (changes: Partial<Changes> & { q: string }) => string,
) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useShortcut("/", () => {
    field.current?.focus();
    field.current?.select();
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  // A filter removed elsewhere, or Back: follow the address, but never under somebody who is typing.
  useEffect(() => {
    const input = field.current;
    if (input && document.activeElement !== input) input.value = asked;
  }, [asked]);

  const read = () => field.current?.value.trim() ?? asked;

  function ask(how: "push" | "replace", changes: Partial<Changes> = {}) {
    clearTimeout(timer.current);
    if (changes.q !== undefined && field.current) field.current.value = changes.q;
    const href = hrefOf({ ...changes, q: changes.q ?? read() });
    start(() => router[how](href, { scroll: false }));
  }

  function onType(settled: boolean) {
    clearTimeout(timer.current);
    if (settled) return ask("push");
    timer.current = setTimeout(() => ask("replace"), typingPause);
  }

  return { field, busy, read, ask, onType };
}
