/** A place in a sorted list: the sort value and the id of a row, and which way to go from there. */
export type Cursor = { sort: string; direction: "after" | "before"; value: string; id: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Opaque to everybody else. */
export function encodeCursor({ sort, direction, value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, direction, value, id])).toString("base64url");
}

/** Null for anything that is not a cursor of this list: the reader gets the first page, not an error. */
export function decodeCursor(text: string | undefined, sort: string): Cursor | null {
  if (!text) return null;
  const parts = parse(Buffer.from(text, "base64url").toString("utf8"));
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === "string"))
    return null;
  const [of, direction, value, id] = parts as [string, string, string, string];
  if (of !== sort || (direction !== "after" && direction !== "before") || !uuid.test(id)) return null;
  // Postgres stores neither NUL nor half a surrogate pair; no row of ours has such a value.
  if (value.includes("\0") || !value.isWellFormed()) return null;
  return { sort, direction, value, id };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The cursor's value as a time, for lists sorted by one; null when it is none. */
export function cursorTime(cursor: Cursor | null): Date | null {
  const at = cursor ? new Date(cursor.value) : null;
  // Beyond these years Postgres and JavaScript write dates differently.
  return at && at.getTime() > 0 && at.getTime() < 253_402_300_800_000 ? at : null;
}
