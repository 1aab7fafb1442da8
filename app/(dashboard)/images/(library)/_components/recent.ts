import { keepOwn, readOwn } from "@/components/own-storage";

const name = "recent";
const most = 8;

/** What this person asked lately in this browser, newest first. It never leaves it. */
export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(readOwn("browser", name) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberRecent(text: string): void {
  const asked = text.trim();
  if (asked.length < 2 || asked.length > 400) return;
  const kept = [asked, ...readRecent().filter((other) => other !== asked)].slice(0, most);
  keepOwn("browser", name, JSON.stringify(kept));
}
