import "server-only";
import { db } from "@/lib/db";
import type { ImportProgress } from "@/lib/import/schema";

/** The newest import, whatever became of it; null before the first. */
export async function latestImport(): Promise<ImportProgress | null> {
  const row = await db().import.findFirst({
    orderBy: { id: "desc" },
    select: {
      ...{ id: true, state: true, expected: true, read: true },
      ...{ importedPrivate: true, importedPublic: true },
    },
  });
  if (!row) return null;
  const { importedPrivate, importedPublic, ...rest } = row;
  return { ...rest, imported: importedPrivate + importedPublic };
}
