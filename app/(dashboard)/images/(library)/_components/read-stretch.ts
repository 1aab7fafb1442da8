import { readJson } from "@/app/(dashboard)/images/(library)/_components/read-json";
import { type SentStretch, toStretch } from "@/app/(dashboard)/images/(library)/_components/sent-stretch";
import type { Stretch } from "@/app/(dashboard)/images/(library)/stretches";
import type { ImageQuery } from "@/lib/images/schema";

type Question = Pick<ImageQuery, "q" | "sort"> & { cursor: string | null };

/** Reads a part of the list. Throws an error whose message is for the person. */
export async function readStretch({ cursor, ...question }: Question, signal?: AbortSignal): Promise<Stretch> {
  const search = new URLSearchParams({ ...question, ...(cursor !== null && { cursor }) });
  const run = await readJson<Omit<SentStretch, "cursor">>(`/api/library?${search}`, signal);
  // Who went back past the beginning was given the beginning.
  return toStretch({ ...run, cursor: run.previous === null ? null : cursor });
}
