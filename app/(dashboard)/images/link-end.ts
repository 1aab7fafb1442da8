import { linkPresets } from "@/lib/links/schema";

/** A preset counts from the moment of creation; a local time is what the reader's own clock will show. */
export type EndChoice = { preset: (typeof linkPresets)[number]["id"] } | { local: string };

/** The moment a choice means; null while there is none. `local` is "2026-11-27T09:00" in the reader's zone. */
export function chosenEnd(choice: EndChoice, now: Date): Date | null {
  if ("preset" in choice) {
    const preset = linkPresets.find(({ id }) => id === choice.preset);
    return preset ? new Date(now.getTime() + preset.hours * 3_600_000) : null;
  }
  // Browsers read almost anything as some date; only a whole one is meant.
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(choice.local)) return null;
  const end = new Date(choice.local);
  return Number.isNaN(end.getTime()) ? null : end;
}

/** For a `datetime-local` field: the reader's clock, to the minute. */
export function localValue(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A first proposal for an own end: three days on, at nine in the morning. */
export function proposedEnd(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 3, 9);
}
