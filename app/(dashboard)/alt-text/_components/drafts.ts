import { keepOwn, readOwn } from "@/components/own-storage";

const nameOf = (imageId: string) => `alt:${imageId}`;

/** Words that were typed and not saved, kept for this window alone; nothing where there are none. */
export const draftOf = (imageId: string): string => readOwn("tab", nameOf(imageId)) ?? "";

/** Keeps them; an empty text forgets. A browser that keeps nothing loses them, as before. */
export const keepDraft = (imageId: string, text: string): void =>
  keepOwn("tab", nameOf(imageId), text === "" ? null : text);
