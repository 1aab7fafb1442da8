const keyOf = (imageId: string) => `darkroom-alt:${imageId}`;

/** Words that were typed and not saved, kept for this window alone; nothing where there are none. */
export function draftOf(imageId: string): string {
  try {
    return sessionStorage.getItem(keyOf(imageId)) ?? "";
  } catch {
    return "";
  }
}

/** Keeps them; an empty text forgets. A browser that keeps nothing loses them, as before. */
export function keepDraft(imageId: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(keyOf(imageId));
    else sessionStorage.setItem(keyOf(imageId), text);
  } catch {
    // Storage may be full or forbidden.
  }
}
