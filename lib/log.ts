/** Anything that gives access when read: signatures, keys, tokens, passwords in an address. */
const secrets: [RegExp, string][] = [
  [/([?&]sig=)[0-9a-f]+/gi, "$1[secret]"],
  [/(\/s\/)[\w-]{22}/g, "$1[secret]"],
  [/(bearer\s+)[\w.~+/=-]+/gi, "$1[secret]"],
  [/(\w+:\/\/[^:/\s]*:)[^@\s]+@/g, "$1[secret]@"],
  [/(imagedelivery\.net\/[\w-]+\/[\w-]+)\?\S*/g, "$1"],
];

/** Text fit for a log: secrets masked, one line, bounded. */
export function redact(text: string): string {
  let out = text;
  for (const [pattern, replacement] of secrets) out = out.replace(pattern, replacement);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  return out.replace(/[\u0000-\u001f\u007f]+/g, " ").slice(0, 4000);
}

/** Writes one JSON line to stderr. Values are redacted; addresses with a query never get here whole. */
export function log(event: string, fields: Record<string, string | number | boolean | undefined> = {}): void {
  const clean = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === "string" ? redact(value) : value]),
  );
  console.error(JSON.stringify({ at: new Date().toISOString(), event, ...clean }));
}

/** Logs a bug with a short reference that may be shown to the person. */
export function reportUnexpected(where: string, error: unknown): string {
  const reference = crypto.randomUUID().slice(0, 8);
  const text = error instanceof Error ? `${error.stack ?? error.message}` : String(error);
  log("unexpected", { where, reference, error: text });
  return reference;
}
