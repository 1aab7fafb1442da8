const key = "darkroom.library.recent";
const most = 8;

/** What was asked lately in this browser, newest first. It never leaves it. */
export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberRecent(text: string): void {
  const asked = text.trim();
  if (asked.length < 2 || asked.length > 400) return;
  try {
    const kept = [asked, ...readRecent().filter((other) => other !== asked)].slice(0, most);
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing offers nothing.
  }
}
