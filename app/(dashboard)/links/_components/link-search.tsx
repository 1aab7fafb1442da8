"use client";

import { LoaderCircle, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { linkSearch, linksHref } from "@/app/(dashboard)/links/search-params";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";
import type { LinkQuery } from "@/lib/links/schema";

const typingPause = 250;

/** Answers while the person types; a plain GET form underneath. */
export function LinkSearch({ params }: { params: LinkQuery }) {
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
    if (field.current && document.activeElement !== field.current) field.current.value = params.q;
  }, [params.q]);

  function ask(how: "push" | "replace") {
    clearTimeout(timer.current);
    const q = field.current?.value.trim() ?? "";
    start(() => router[how](linksHref(params, { q }), { scroll: false }));
  }

  return (
    <search className="max-sm:w-full">
      <form
        action="/links"
        className="relative max-w-xl"
        onSubmit={(event) => {
          event.preventDefault();
          ask("push");
        }}
      >
        {[...linkSearch({ ...params, q: "", cursor: undefined })].map(([name, value]) => (
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
          defaultValue={params.q}
          maxLength={200}
          aria-label="Search links by recipient, purpose or image"
          placeholder="Search by recipient, purpose or image"
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
            params.q === "" && <Kbd>/</Kbd>
          )}
        </span>
      </form>
    </search>
  );
}
