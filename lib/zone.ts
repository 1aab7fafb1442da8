/** Whether this names a time zone that this program knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name !== "" && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

const dayMs = 86_400_000;
const wallClocks = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const known = wallClocks.get(zone);
  const clock =
    known ??
    new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, hourCycle: "h23" },
      ...{ year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
    });
  if (!known) wallClocks.set(zone, clock);
  const part: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour, minute, second } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/**
 * The moment when a day ("2026-12-02") begins by the clocks of a zone; `days` later if said. Where clocks jump over
 * midnight it begins with the jump, and where midnight comes twice, with the first.
 */
export function startOfDay(day: string, zone: string, days = 0): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`) + days * dayMs;
  const [before, after] = [offsetAt(midnight - dayMs, zone), offsetAt(midnight + dayMs, zone)];
  const real = [before, after].map((offset) => midnight - offset);
  const moments = real.filter((at) => at + offsetAt(at, zone) === midnight);
  return new Date(moments.length > 0 ? Math.min(...moments) : midnight - before);
}

/** Where a browser says in which zone its reader is; the server draws their days by it. */
export const zoneCookie = "darkroom-zone";

/** The zone that a cookie names; UTC where it names none. */
export const zoneOf = (text: string | undefined): string => (text && isZone(text) ? text : "UTC");
