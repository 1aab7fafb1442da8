const key = "darkroom.library.opened";

/** The image that was opened last in this tab. */
export function lastOpened(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function rememberOpened(imageId: string): void {
  try {
    sessionStorage.setItem(key, imageId);
  } catch {
    // A browser that keeps nothing: the list starts at its first image again.
  }
}
