/** What a list of images says of each, in the order of its columns. */
export const manifestColumns = [
  "id",
  "name",
  "fileName",
  "altText",
  "tags",
  "privacy",
  "state",
  "type",
  "bytes",
  "width",
  "height",
  "sha256",
  "credit",
  "rightsFrom",
  "rightsUntil",
  "embargoUntil",
  "uploadedBy",
  "uploadedAt",
  "cloudflareId",
] as const;
export type ManifestRow = Record<(typeof manifestColumns)[number], string | number | string[] | null>;

/**
 * One cell of a CSV file. A spreadsheet takes text that begins like a formula for one, whoever wrote it, so such
 * a cell begins with an apostrophe.
 */
export function csvCell(value: ManifestRow[keyof ManifestRow]): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = Array.isArray(value) ? value.join(", ") : value;
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

export const csvLine = (row: ManifestRow): string =>
  `${manifestColumns.map((column) => csvCell(row[column])).join(",")}\r\n`;

/** With the mark that makes spreadsheets read it as UTF-8. */
export const csvHead = `\ufeff${manifestColumns.join(",")}\r\n`;
