"use client";

import { LoaderCircle, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";

const typingPause = 250;

type SearchBoxProps = {
  /** The screen that answers; the words become its `q`. */
  path: string;
  q: string;
  /** What else its address says, and goes on saying. */
  keep?: [string, string][];
  label: string;
  placeholder: string;
  maxLength?: number;
};

/** Answers while the person types; a plain GET form underneath. */
export function SearchBox({ path, q, keep = [], label, placeholder, maxLength = 200 }: SearchBoxProps) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useShortcut("/", () => {
    field.current?.focus();
    field.current?.select();
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  // The address may change under the field (Back, a cleared filter), but not under who is typing.
  useEffect(() => {
    if (field.current && document.activeElement !== field.current) field.current.value = q;
  }, [q]);

  function ask(how: "push" | "replace") {
    clearTimeout(timer.current);
    const words = field.current?.value.trim() ?? "";
    const search = new URLSearchParams(words ? [...keep, ["q", words]] : keep);
    start(() => router[how](search.size > 0 ? `${path}?${search}` : path, { scroll: false }));
  }

  return (
    <search className="max-sm:w-full">
      <form
        action={path}
        className="relative max-w-xl"
        onSubmit={(event) => {
          event.preventDefault();
          ask("push");
        }}
      >
        {keep.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <Input
          ref={field}
          type="search"
          name="q"
          defaultValue={q}
          maxLength={maxLength}
          aria-label={label}
          placeholder={placeholder}
          autoComplete="off"
          enterKeyHint="search"
          className="peer pr-10 pl-9"
          onChange={() => {
            clearTimeout(timer.current);
            timer.current = setTimeout(() => ask("replace"), typingPause);
          }}
        />
        <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 peer-focus:[&_kbd]:hidden">
          {busy ? (
            <LoaderCircle aria-hidden className="size-4 animate-spin text-muted-foreground" />
          ) : (
            q === "" && <Kbd>/</Kbd>
          )}
        </span>
      </form>
    </search>
  );
}
