"use client";

import { SearchInput } from "@/components/query/search-input";
import { useQuestion } from "@/components/query/use-question";

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
  const { field, busy, ask, onType } = useQuestion(q, ({ q: words }) => {
    const search = new URLSearchParams(words ? [...keep, ["q", words]] : keep);
    return search.size > 0 ? `${path}?${search}` : path;
  });

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
        <SearchInput
          field={field}
          asked={q}
          busy={busy}
          maxLength={maxLength}
          aria-label={label}
          placeholder={placeholder}
          onChange={() => onType(false)}
        />
      </form>
    </search>
  );
}
