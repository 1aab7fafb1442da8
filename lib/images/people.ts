import "server-only";
import { db } from "@/lib/db";
import type { Part } from "@/lib/images/query-language";
import { searchPattern, searchPatterns, searchTextOf } from "@/lib/images/search";
import { filtersOf } from "@/lib/query/language";
import { uuid } from "@/lib/query/values";

type Person = { id: string; name: string };

async function readFolded(): Promise<{ user: Person; text: string }[]> {
  const users = await db().user.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } });
  return users.map((user) => ({ user, text: searchTextOf(user.name) }));
}

/** Whom the `by:` filters of a question mean, by what was written. */
export async function findPeople(parts: readonly Part[]): Promise<Map<string, Person[]>> {
  const asked = filtersOf(parts).filter(({ key, value }) => key === "by" && value !== "me");
  return findCalled(asked.map(({ value }) => value));
}

/** Whom each of these means: an id, or a whole name, or else any part of one. */
export async function findCalled(asked: readonly string[]): Promise<Map<string, Person[]>> {
  if (asked.length === 0) return new Map();
  const folded = await readFolded();
  return new Map(
    asked.map((value) => {
      if (uuid.test(value))
        return [value, folded.map(({ user }) => user).filter(({ id }) => id === value.toLowerCase())];
      const whole = folded.filter(({ text }) => text === searchTextOf(value));
      const patterns = searchPatterns(value) ?? ["\0"];
      const part = folded.filter(({ text }) => patterns.every((pattern) => text.includes(pattern)));
      return [value, (whole.length > 0 ? whole : part).map(({ user }) => user)];
    }),
  );
}

/** The ids of everybody in whose name each of these words is found. */
export async function findWithWord(words: readonly string[]): Promise<Map<string, string[]>> {
  if (words.length === 0) return new Map();
  const folded = await readFolded();
  return new Map(
    words.map((word) => {
      const pattern = searchPattern(word) || "\0";
      return [word, folded.filter(({ text }) => text.includes(pattern)).map(({ user }) => user.id)];
    }),
  );
}
