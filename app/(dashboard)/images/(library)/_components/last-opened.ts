import { keepOwn, readOwn } from "@/components/own-storage";

const name = "opened";

/** The image that was opened last in this tab; without one the list starts at its first image again. */
export const lastOpened = (): string | null => readOwn("tab", name);

export const rememberOpened = (imageId: string): void => keepOwn("tab", name, imageId);
