/**
 * How things read on a screen. Pure: the time and the zone are arguments, and nothing asks the locale of
 * the machine, so server and browser write the same characters.
 */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

type Parts = { weekday: number; year: number; month: number; day: number; clock: string };

// Making one costs more than a hundred uses, and a ledger has hundreds of rows.
const formats = new Map<string, Intl.DateTimeFormat>();

function cached(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${options.timeZone} ${options.timeZoneName}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

function reader(timeZone: string): Intl.DateTimeFormat {
  return cached("en-US", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

function partsIn(date: Date, zone: string): Parts {
  const part: Record<string, string> = {};
  for (const { type, value } of reader(zone).formatToParts(date)) part[type] = value;
  const [year, month, dayOfMonth] = [Number(part.year), Number(part.month), Number(part.day)];
  return {
    year,
    month,
    day: dayOfMonth,
    weekday: new Date(Date.UTC(year, month - 1, dayOfMonth)).getUTCDay(),
    clock: `${part.hour}:${part.minute}`,
  };
}

/** "CET", "EST", or "GMT+5:45" where a zone has no name that people use. */
export function zoneName(date: Date, zone: string): string {
  if (zone === "UTC" || zone === "Etc/UTC") return "UTC";
  // Each English knows only the abbreviations of its own readers.
  const names = ["en-GB", "en-US"].map((locale) => {
    const parts = cached(locale, { timeZone: zone, timeZoneName: "short" }).formatToParts(date);
    return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
  });
  return names.find((name) => /^[A-Z]{3,5}$/.test(name)) ?? names[0] ?? zone;
}

type Reading = { now: Date; zone: string };

function yearIfOther(year: number, { now, zone }: Reading): string {
  return year === partsIn(now, zone).year ? "" : ` ${year}`;
}

/** "Friday 27 Nov, 09:00 CET"; the year is written when it is not this one. */
export function formatDateTime(date: Date, reading: Reading): string {
  const { weekday, day: dayOfMonth, month, year, clock } = partsIn(date, reading.zone);
  const zone = zoneName(date, reading.zone);
  return `${days[weekday]} ${dayOfMonth} ${months[month - 1]}${yearIfOther(year, reading)}, ${clock} ${zone}`;
}

/** "27 Nov, 09:00", for a column whose heading names the zone. */
export function formatShortDateTime(date: Date, reading: Reading): string {
  const { day: dayOfMonth, month, year, clock } = partsIn(date, reading.zone);
  return `${dayOfMonth} ${months[month - 1]}${yearIfOther(year, reading)}, ${clock}`;
}

/** "27 Nov" or "27 Nov 2025". */
export function formatDay(date: Date, reading: Reading): string {
  const { day: dayOfMonth, month, year } = partsIn(date, reading.zone);
  return `${dayOfMonth} ${months[month - 1]}${yearIfOther(year, reading)}`;
}

/**
 * The largest unit that fits, rounded down, so that "3 days" is never less than three days. Hours up to there, as the
 * presets of links are in hours: of two ends within days of each other one can see which is first.
 */
export function formatDuration(milliseconds: number): string {
  const { count, unit } = inLargestUnit(milliseconds);
  return count === 0 ? "less than a minute" : formatCount(count, unit);
}

/** How long until an end, as short as a tile needs it: "45 h", "3 d", "12 min"; "ended" after it. */
export function formatBriefEnd(date: Date, now: Date): string {
  const left = date.getTime() - now.getTime();
  const { count, unit } = inLargestUnit(left);
  if (left <= 0) return "ended";
  return count === 0 ? "<1 min" : `${formatCount(count)} ${briefUnits[unit]}`;
}
const briefUnits = { minute: "min", hour: "h", day: "d", month: "mo", year: "y" };

function inLargestUnit(milliseconds: number): { count: number; unit: keyof typeof briefUnits } {
  const span = Math.abs(milliseconds);
  const inside = (length: number) => Math.floor(span / length);
  if (span < hour) return { count: inside(minute), unit: "minute" };
  if (span < 3 * day) return { count: inside(hour), unit: "hour" };
  if (span < 60 * day) return { count: inside(day), unit: "day" };
  if (span < 730 * day) return { count: inside(30 * day), unit: "month" };
  return { count: inside(365 * day), unit: "year" };
}

/** "in 3 days", "4 minutes ago", "just now". */
export function formatRelative(date: Date, now: Date): string {
  const distance = date.getTime() - now.getTime();
  if (Math.abs(distance) < minute) return distance > 0 ? "in less than a minute" : "just now";
  return distance > 0 ? `in ${formatDuration(distance)}` : `${formatDuration(distance)} ago`;
}

/** "ends in 3 days", or "ended 2 hours ago". */
export function formatEnd(date: Date, now: Date): string {
  return `${date.getTime() > now.getTime() ? "ends" : "ended"} ${formatRelative(date, now)}`;
}

/** "3,412", or with a noun "1 image", "3,412 images". Give `many` where adding an s is not enough. */
export function formatCount(count: number, one?: string, many = `${one}s`): string {
  const digits = String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, ",");
  return one ? `${digits} ${Math.abs(count) === 1 ? one : many}` : digits;
}

/** "more than 10,000 images" when the count stopped at its cap. */
export function formatTotal(total: { total: number; capped: boolean }, one: string, many?: string): string {
  return `${total.capped ? "more than " : ""}${formatCount(total.total, one, many)}`;
}

/** Powers of 1,024, as the 10 MB limit is meant: "812 bytes", "9.8 kB", "10 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return formatCount(bytes, "byte");
  const units = ["kB", "MB", "GB", "TB"];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 99.95 ? Number(size.toFixed(1)) : Math.round(size)} ${units[unit]}`;
}

/** "4,000 × 3,000". */
export function formatPixels(width: number, height: number): string {
  return `${formatCount(width)} × ${formatCount(height)}`;
}

/** "thumb", "thumb and card", "thumb, card and 3 more". */
export function formatList(words: readonly string[], show = 3): string {
  if (words.length > show)
    return `${words.slice(0, show - 1).join(", ")} and ${words.length - show + 1} more`;
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
