import { type SentStretch, toStretch } from "@/app/(dashboard)/images/(library)/_components/sent-stretch";
import type { Stretch } from "@/app/(dashboard)/images/(library)/stretches";
import type { ImageQuery } from "@/lib/images/schema";

type Question = Pick<ImageQuery, "q" | "sort"> & { cursor: string | null };

/** Reads a part of the list. Throws an error whose message is for the person. */
export async function readStretch({ cursor, ...question }: Question, signal?: AbortSignal): Promise<Stretch> {
  const search = new URLSearchParams({ ...question, ...(cursor !== null && { cursor }) });
  const answer = await fetch(`/api/library?${search}`, { signal }).catch(() => null);
  if (!answer) throw new Error("Darkroom cannot be reached. Check your connection, then try again.");
  if (!answer.ok)
    throw new Error((await answer.text().catch(() => "")).trim() || "That did not work. Try again.");
  const run = (await answer.json()) as Omit<SentStretch, "cursor">;
  // Who went back past the beginning was given the beginning.
  return toStretch({ ...run, cursor: run.previous === null ? null : cursor });
}
