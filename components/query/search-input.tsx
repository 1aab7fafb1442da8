import { LoaderCircle, Search } from "lucide-react";
import type { ComponentProps, RefObject } from "react";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";

type SearchInputProps = ComponentProps<typeof Input> & {
  field: RefObject<HTMLInputElement | null>;
  /** What the address asks for. */
  asked: string;
  busy: boolean;
};

/** The field of a question, with its glass before it and behind it the key that leads here, or that it is being answered. */
export function SearchInput({ field, asked, busy, ...rest }: SearchInputProps) {
  return (
    <>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        ref={field}
        type="search"
        name="q"
        defaultValue={asked}
        autoComplete="off"
        enterKeyHint="search"
        className="peer pr-10 pl-9"
        {...rest}
      />
      <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 peer-focus:[&_kbd]:hidden">
        {busy ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin text-muted-foreground" />
        ) : (
          asked === "" && <Kbd>/</Kbd>
        )}
      </span>
    </>
  );
}
