"use client";

import { Input } from "@/components/ui/input";

/** Above a list of collections that is cut: words of the name bring those that have them. */
export function FindCollection({ onFind }: { onFind: (q: string) => void }) {
  return (
    <Input
      type="search"
      aria-label="Find a collection by name"
      placeholder="More than 500. Find by name"
      maxLength={120}
      autoComplete="off"
      onChange={({ target }) => onFind(target.value)}
      // The form around it is sent by its own button.
      onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
    />
  );
}
