"use client";

import { ChevronDown } from "lucide-react";
import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

export type Option = { value: string; label: string };

type FilterSelectProps = {
  name: string;
  label: string;
  /** What the empty choice says; leave out where there is always one in force. */
  all?: string;
  value: string;
  options: Option[];
  onChange: (value: string) => void;
  /** A width of its own, where options come later and nothing may move. */
  className?: string;
};

/** The platform's select in the shape of a chip; darker while it narrows the list. */
export function FilterSelect({ name, label, all, value, options, onChange, className }: FilterSelectProps) {
  const select = useRef<HTMLSelectElement>(null);
  // Uncontrolled, so that a choice does not jump back while its answer is on the way. Other options lose it, too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (select.current) select.current.value = value;
  }, [value, options]);
  const known = value === "" || options.some((option) => option.value === value);
  return (
    <span className="relative inline-flex shrink-0">
      <select
        ref={select}
        name={name}
        aria-label={label}
        defaultValue={value}
        onChange={(event) => onChange(event.target.value)}
        className={cn(
          "h-8 max-w-44 cursor-pointer appearance-none truncate rounded-full border border-border-strong bg-card pr-7 pl-3 text-meta hover:bg-accent pointer-coarse:h-11 pointer-coarse:text-base",
          all && value !== "" && "border-foreground font-medium",
          className,
        )}
      >
        {all && <option value="">{all}</option>}
        {!known && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
