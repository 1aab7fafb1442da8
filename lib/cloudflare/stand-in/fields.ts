import { loneSurrogate } from "./ids.ts";
import { Refusal } from "./replies.ts";
import type { Rules } from "./rules.ts";

export type Metadata = Record<string, unknown>;

const bad = (message: string) => new Refusal(400, 5400, message);

/** `true`/`false`, or those words as text (a form can send nothing else). */
export function booleanField(name: string, value: unknown): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw bad(`Bad request: ${name} must be true or false`);
}

export function creatorField(value: unknown, rules: Rules): string | null | undefined {
  if (value === undefined || value === null) return value;
  if (typeof value !== "string") throw bad("Bad request: creator must be a string");
  if ([...value].length > rules.maxCreatorLength)
    throw bad(`Bad request: creator must not exceed ${rules.maxCreatorLength} characters`);
  if (value.includes("\0") || loneSurrogate.test(value))
    throw bad("Bad request: creator must be valid UTF-8");
  return value || null; // a list asks for images without a creator with an empty text
}

/** A JSON object, or the text of one; anything else is refused, and so is more than 1,024 bytes. */
export function metadataField(value: unknown, rules: Rules): Metadata | undefined {
  if (value === undefined) return undefined;
  let parsed = value;
  if (typeof value === "string") {
    try {
      parsed = JSON.parse(value);
    } catch {
      throw bad("Bad request: metadata must be valid JSON");
    }
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw bad("Bad request: metadata must be a JSON object");
  const plain = JSON.stringify(parsed);
  if (Buffer.byteLength(typeof value === "string" ? value : plain) > rules.maxMetadataBytes)
    throw bad(`Bad request: metadata must not exceed ${rules.maxMetadataBytes} bytes`);
  // jsonb holds neither NUL nor half a surrogate pair; the decoded strings are what counts.
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(plain))
    throw bad("Bad request: metadata must be valid UTF-8");
  return parsed as Metadata;
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;

/** When a draft ends: RFC 3339, two minutes to six hours from now, half an hour by default. */
export function expiryField(value: unknown, now: Date, rules: Rules): Date {
  const { least, most, usual } = rules.draftLifeSeconds;
  if (value === undefined) return new Date(now.getTime() + usual * 1000);
  const at = typeof value === "string" && rfc3339.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw bad("Bad request: expiry must be an RFC 3339 date");
  const seconds = (at - now.getTime()) / 1000;
  if (seconds < least || seconds > most)
    throw bad("Bad request: expiry must be between 2 minutes and 6 hours in the future");
  return new Date(at);
}

/** A name is only ever data: cut to length, NUL and lone surrogates replaced, never used as a path. */
export function fileName(given: string | undefined, rules: Rules): string {
  const name = (given ?? "").replaceAll(/\p{Surrogate}|\0/gu, "\ufffd");
  return [...name].slice(0, rules.maxFilenameLength).join("") || "file";
}
