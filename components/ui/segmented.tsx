import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const track = "inline-flex h-9 items-center gap-0.5 rounded-md bg-accent p-0.5 pointer-coarse:h-12";
const segment =
  "inline-flex h-full min-w-8 cursor-pointer select-none items-center justify-center gap-1.5 rounded-[5px] px-3 font-medium text-meta text-muted-foreground transition-colors hover:text-foreground [&_svg]:size-4 pointer-coarse:min-w-11";
const chosen = "bg-card text-foreground shadow-raised";

type LinkOption = { href: string; label: ReactNode; current: boolean; name?: string };

/** A toggle that lives in the URL (grid or table, this week or all): links, so Back works. */
export function SegmentedLinks({
  label,
  options,
  className,
}: {
  label: string;
  options: LinkOption[];
  className?: string;
}) {
  return (
    <nav aria-label={label} className={cn(track, className)}>
      {options.map((option) => (
        <Link
          key={option.href}
          href={option.href}
          aria-label={option.name}
          aria-current={option.current ? "true" : undefined}
          className={cn(segment, option.current && chosen)}
          scroll={false}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  );
}

type RadioOption<V extends string> = { value: V; label: ReactNode; name?: string };

/** The same look for a choice inside a form or an island; radios underneath. */
export function SegmentedRadios<V extends string>({
  legend,
  name,
  options,
  value,
  defaultValue,
  onValueChange,
  className,
}: {
  legend: string;
  name: string;
  options: RadioOption<V>[];
  value?: V;
  defaultValue?: V;
  onValueChange?: (value: V) => void;
  className?: string;
}) {
  return (
    <fieldset className={cn(track, className)}>
      <legend className="sr-only">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            segment,
            "relative has-checked:bg-card has-checked:text-foreground has-checked:shadow-raised",
            "has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-1",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            aria-label={option.name}
            className="absolute inset-0 cursor-pointer appearance-none rounded-[5px] outline-none"
            {...(onValueChange
              ? { checked: option.value === value, onChange: () => onValueChange(option.value) }
              : { defaultChecked: option.value === defaultValue })}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
