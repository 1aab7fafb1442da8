// No schemas here: query bars bring this to the browser, and they weigh more than all the rest of it.

export type Kind = {
  /** The value as it is kept and compared, or null when it makes no sense. */
  read: (raw: string) => string | null;
  /** What to write instead, for whoever wrote something else. */
  hint: string;
  /** False where the opposite has a sign of its own. */
  negatable: boolean;
  /** Values to offer. */
  values: readonly string[];
};

const units = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 } as const;
const spans = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

export const oneOf =
  (allowed: readonly string[], also: Record<string, string> = {}) =>
  (raw: string): string | null => {
    const value = raw.toLowerCase();
    return allowed.includes(value) ? value : (also[value] ?? null);
  };

export const matching = (pattern: RegExp) => (raw: string) => {
  const value = raw.toLowerCase().replace(/\s+/g, "");
  return pattern.test(value) ? value : null;
};

export const text = (max: number) => (raw: string) => {
  const value = raw.trim().replace(/\s+/g, " ");
  return value && value.length <= max && value.isWellFormed() && !value.includes("\0") ? value : null;
};

/** Somebody by name or id; `me` is whoever asks. */
export const person = (raw: string) => (raw.toLowerCase() === "me" ? "me" : text(120)(raw));

export const day = (raw: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(raw)) return null;
  const at = new Date(`${raw}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(raw) && at.getTime() > 0 ? raw : null;
};

export const span = matching(/^[<>][1-9]\d{0,3}[hdw]$/);

/** A span from now, or a day. */
export const spanOrDay = (raw: string): string | null =>
  span(raw) ?? (/^[<>]/.test(raw) && day(raw.slice(1)) !== null ? raw : null);

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type Compared = { sign: "<" | ">" | "="; amount: number };

/** The sign and amount of a value that compares: bytes, pixels or milliseconds. */
export function compared(value: string): Compared {
  const found = /^([<>]?)([\d.]+)(.*)$/.exec(value);
  const unit = found?.[3] ?? "";
  const factor = { ...units, ...spans }[unit as keyof typeof units | keyof typeof spans] ?? 1;
  return { sign: (found?.[1] || "=") as Compared["sign"], amount: Math.round(Number(found?.[2]) * factor) };
}
