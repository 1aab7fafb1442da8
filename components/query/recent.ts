import { keepOwn, readOwn } from "@/components/own-storage";
import { maxQueryLength } from "@/lib/query/limits";

const most = 8;
const nameOf = (screen: string) => `recent.${screen}`;

/** What this person asked lately of a screen in this browser, newest first. It never leaves it. */
export function readRecent(screen: string): string[] {
  try {
    const kept: unknown = JSON.parse(readOwn("browser", nameOf(screen)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberRecent(screen: string, text: string): void {
  const asked = text.trim();
  if (asked.length < 2 || asked.length > maxQueryLength) return;
  const kept = [asked, ...readRecent(screen).filter((other) => other !== asked)].slice(0, most);
  keepOwn("browser", nameOf(screen), JSON.stringify(kept));
}
