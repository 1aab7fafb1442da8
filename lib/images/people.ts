import "server-only";
import { z } from "zod";
import { db } from "@/lib/db";
import type { Part } from "@/lib/images/query-language";
import { searchPatterns, searchTextOf } from "@/lib/images/search";
import { filtersOf } from "@/lib/query/language";

/** Whom the `by:` filters of a question mean, by what was written: an id, or any part of a name. */
export async function findPeople(
  parts: readonly Part[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const asked = filtersOf(parts).filter(({ key, value }) => key === "by" && value !== "me");
  if (asked.length === 0) return new Map();
  const users = await db().user.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } });
  const folded = users.map((user) => ({ user, text: searchTextOf(user.name) }));
  return new Map(
    asked.map(({ value }) => {
      if (z.uuid().safeParse(value).success)
        return [value, users.filter(({ id }) => id === value.toLowerCase())];
      const whole = folded.filter(({ text }) => text === searchTextOf(value));
      const patterns = searchPatterns(value) ?? ["\0"];
      const part = folded.filter(({ text }) => patterns.every((pattern) => text.includes(pattern)));
      return [value, (whole.length > 0 ? whole : part).map(({ user }) => user)];
    }),
  );
}
