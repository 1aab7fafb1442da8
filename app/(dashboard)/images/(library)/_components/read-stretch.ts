import type { Stretch } from "@/app/(dashboard)/images/(library)/stretches";
import type { ImageCard, ImageQuery, ImageRun } from "@/lib/images/schema";

type Sent<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] };
type Question = Pick<ImageQuery, "q" | "sort"> & { cursor: string | null };

/** Reads a part of the list. Throws an error whose message is for the person. */
export async function readStretch({ cursor, ...question }: Question, signal?: AbortSignal): Promise<Stretch> {
  const search = new URLSearchParams({ ...question, ...(cursor !== null && { cursor }) });
  const answer = await fetch(`/api/library?${search}`, { signal }).catch(() => null);
  if (!answer) throw new Error("Darkroom cannot be reached. Check your connection, then try again.");
  if (!answer.ok)
    throw new Error((await answer.text().catch(() => "")).trim() || "That did not work. Try again.");
  const { images, ...run } = (await answer.json()) as Omit<ImageRun, "images"> & {
    images: Sent<ImageCard>[];
  };
  // Who went back past the beginning was given the beginning.
  return { ...run, images: images.map(toCard), cursor: run.previous === null ? null : cursor };
}

const date = (value: unknown) => (typeof value === "string" ? new Date(value) : null);

/** Times travel as text. */
function toCard(image: Sent<ImageCard>): ImageCard {
  return {
    ...image,
    createdAt: new Date(image.createdAt),
    nextEnd: date(image.nextEnd),
    exposure: { ...image.exposure, asOf: date(image.exposure.asOf) },
  };
}
