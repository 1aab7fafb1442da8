import { csvLine } from "@/lib/csv";

/** What a list of images says of each, in the order of its columns. */
export const manifestColumns = [
  "id",
  "name",
  "fileName",
  "altText",
  "tags",
  "collections",
  "privacy",
  "exposure",
  "whoCanSeeIt",
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
  "notes",
  "uploadedBy",
  "uploadedAt",
  "cloudflareId",
] as const;
export type ManifestRow = Record<(typeof manifestColumns)[number], string | number | string[] | null>;

export const toCsvLine = (row: ManifestRow): string =>
  csvLine(
    manifestColumns.map((column) => {
      const value = row[column];
      return Array.isArray(value) ? value.join(", ") : value;
    }),
  );

/** With the mark that makes spreadsheets read it as UTF-8. */
export const csvHead = `\ufeff${csvLine(manifestColumns)}`;
