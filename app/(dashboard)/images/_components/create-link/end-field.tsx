"use client";

import { useState } from "react";
import { chosenEnd, type EndChoice, localValue, proposedEnd } from "@/app/(dashboard)/images/link-end";
import { Input } from "@/components/ui/input";
import { formatDateTime, formatRelative, zoneName } from "@/lib/format";
import { linkPresets, minLinkMinutes } from "@/lib/links/schema";

type EndFieldProps = {
  value: EndChoice;
  onChange: (choice: EndChoice) => void;
  maxDays: number;
  error: string | undefined;
};

const chip =
  "relative inline-flex h-8 cursor-pointer items-center rounded-full border border-border-strong bg-card px-3 text-meta transition-colors hover:bg-accent has-checked:border-foreground has-checked:bg-foreground has-checked:font-medium has-checked:text-background has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2 pointer-coarse:h-11";

/** There is always an end. Said in the reader's zone, by name, with UTC beside it. */
export function EndField({ value, onChange, maxDays, error }: EndFieldProps) {
  const [now] = useState(() => new Date());
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = "local" in value;
  const end = chosenEnd(value, now);
  const limit = (ms: number) => localValue(new Date(now.getTime() + ms));
  return (
    <fieldset className="min-w-0" aria-describedby="end-words">
      <legend className="mb-1.5 font-medium text-sm">Ends</legend>
      <div className="flex flex-wrap gap-1.5">
        {linkPresets
          .filter(({ hours }) => hours <= maxDays * 24)
          .map(({ id, label }) => (
            <label key={id} className={chip}>
              <input
                type="radio"
                name="end"
                checked={!own && value.preset === id}
                onChange={() => onChange({ preset: id })}
                className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
              />
              {label}
            </label>
          ))}
        <label className={chip}>
          <input
            type="radio"
            name="end"
            checked={own}
            onChange={() => onChange({ local: localValue(proposedEnd(now)) })}
            className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
          />
          A date and time
        </label>
      </div>
      {own && (
        <Input
          type="datetime-local"
          aria-label={`Ends at, ${zoneName(end ?? now, zone)}`}
          value={value.local}
          min={limit(minLinkMinutes * 60_000)}
          max={limit(maxDays * 86_400_000)}
          onChange={(event) => onChange({ local: event.target.value })}
          aria-invalid={error ? true : undefined}
          className="mt-2 sm:w-64"
        />
      )}
      <p id="end-words" aria-live="polite" className="mt-2 text-meta text-muted-foreground">
        {end ? (
          <>
            <span className="text-foreground">{formatDateTime(end, { now, zone })}</span> (
            {formatRelative(end, now)}), which is {formatDateTime(end, { now, zone: "UTC" })}. Your zone is{" "}
            {zone.replaceAll("_", " ")}; at most {maxDays} days for your role.
          </>
        ) : (
          "Choose a day and a time."
        )}
      </p>
      {error && (
        <p role="alert" className="mt-1.5 text-danger text-meta">
          {error}
        </p>
      )}
    </fieldset>
  );
}
