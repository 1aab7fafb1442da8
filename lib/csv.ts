// Also behind quotation marks, which are doubled: an empty quoted beginning, to such a reader.
const inner = /([;\t|\r\n][\s"]*)(?=[=+\-@＝＋－＠])/g;

/**
 * One cell after RFC 4180 that no spreadsheet takes for a formula: what begins like one gets an apostrophe, which
 * Excel, LibreOffice and Sheets show as text. So does what would begin a cell where another character than the comma
 * parts them, as in half of Europe, and where a quotation mark amid such a cell is none.
 */
export function csvCell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const safe =
    typeof value === "string" ? text.replace(/^(?=[=+\-@＝＋－＠\t\r\n])/, "'").replace(inner, "$1'") : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line, with its end. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}
