import type { Stretch } from "@/app/(dashboard)/images/(library)/stretches";
import type { ImageCard } from "@/lib/images/schema";

type Sent<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] };
export type SentStretch = Omit<Stretch, "images"> & { images: Sent<ImageCard>[] };

/** A stretch on its way to the browser, as one text: taken apart field by field it costs both sides more. */
export const writeStretch = (stretch: Stretch): string => JSON.stringify(stretch);

/** What `writeStretch` wrote. */
export const readSent = (text: string): Stretch => toStretch(JSON.parse(text));

/** Times travel as text. */
export const toStretch = ({ images, ...run }: SentStretch): Stretch => ({
  ...run,
  images: images.map(toCard),
});

const date = (value: unknown) => (typeof value === "string" ? new Date(value) : null);

function toCard(image: Sent<ImageCard>): ImageCard {
  return {
    ...image,
    createdAt: new Date(image.createdAt),
    nextEnd: date(image.nextEnd),
    exposure: { ...image.exposure, asOf: date(image.exposure.asOf) },
  };
}
