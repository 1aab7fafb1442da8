import { exposures } from "@/lib/exposure/schema";
import { formatList } from "@/lib/format";
import { readTag } from "@/lib/images/tag";

// No schemas here: the query bar brings this to the browser, and they weigh more than all the rest of it.

type Kind = {
  /** The value as it is kept and compared, or null when it makes no sense. */
  read: (raw: string) => string | null;
  /** What to write instead, for whoever wrote something else. */
  hint: string;
  /** False where the opposite has a sign of its own. */
  negatable: boolean;
  /** Values to offer. */
  values: readonly string[];
};

export const flags = ["private", "public"] as const;
/** What is the matter with an image at Cloudflare: its id was chosen, so it is public for ever; it is not there. */
export const matters = ["custom-id", "vanished"] as const;
export const stateGroups = ["ready", "unfinished", "failed", "deleting"] as const;
export const formats = ["jpeg", "png", "webp", "gif"] as const;
export const possessions = ["alt", "tags", "gps", "links"] as const;
const units = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 } as const;
const spans = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

const oneOf =
  (allowed: readonly string[], also: Record<string, string> = {}) =>
  (raw: string): string | null => {
    const value = raw.toLowerCase();
    return allowed.includes(value) ? value : (also[value] ?? null);
  };
const matching = (pattern: RegExp) => (raw: string) => {
  const value = raw.toLowerCase().replace(/\s+/g, "");
  return pattern.test(value) ? value : null;
};
const text = (max: number) => (raw: string) => {
  const value = raw.trim().replace(/\s+/g, " ");
  return value && value.length <= max && value.isWellFormed() && !value.includes("\0") ? value : null;
};

const day = (raw: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(raw)) return null;
  const at = new Date(`${raw}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(raw) && at.getTime() > 0 ? raw : null;
};
const pixels = matching(/^[<>]?[1-9]\d{0,5}$/);
const span = matching(/^[<>][1-9]\d{0,3}[hdw]$/);
/** A span from now, or a day. */
const spanOrDay = (raw: string): string | null =>
  span(raw) ?? (/^[<>]/.test(raw) && day(raw.slice(1)) !== null ? raw : null);

/** Everything that can be asked for besides words: one declaration for parser, chips, suggestions and help. */
export const kinds = {
  is: {
    read: oneOf([...exposures, ...flags, ...matters], { custom: "custom-id", gone: "vanished" }),
    hint: `Write is: with ${formatList([...exposures, ...flags, ...matters], 9)}.`,
    negatable: true,
    values: [...exposures, ...flags, ...matters],
  },
  state: {
    read: oneOf(stateGroups),
    hint: `Write state: with ${formatList(stateGroups, 9)}.`,
    negatable: true,
    values: stateGroups,
  },
  tag: {
    read: readTag,
    hint: "Write tag: with a tag of at most 40 characters, without commas.",
    negatable: true,
    values: [],
  },
  collection: {
    read: text(120),
    hint: "Write collection: with its name.",
    negatable: true,
    values: [],
  },
  by: {
    read: (raw) => (raw.toLowerCase() === "me" ? "me" : text(120)(raw)),
    hint: "Write by:me, or by: with the name of who uploaded it.",
    negatable: true,
    values: ["me"],
  },
  format: {
    read: oneOf(formats, { jpg: "jpeg" }),
    hint: `Write format: with ${formatList(formats, 9)}.`,
    negatable: true,
    values: formats,
  },
  has: {
    read: oneOf(possessions, { location: "gps", link: "links", tag: "tags" }),
    hint: `Write has: with ${formatList(possessions, 9)}; -has: asks for those without.`,
    negatable: true,
    values: possessions,
  },
  import: {
    read: matching(/^[1-9]\d{0,8}(-changed)?$/),
    hint: "Write import: with the number of an import, or import:1-changed for what it found changed.",
    negatable: true,
    values: ["1"],
  },
  under: {
    read: oneOf(["embargo"]),
    hint: "Write under:embargo for images that nobody may see yet.",
    negatable: true,
    values: ["embargo"],
  },
  ends: {
    read: spanOrDay,
    hint: "Write ends:<24h for links that end within a day, ends:>7d, or ends:<2026-12-24 for those that end before that day, in UTC. Hours, days and weeks are h, d and w.",
    negatable: false,
    values: ["<24h", "<7d"],
  },
  shared: {
    read: (raw) => oneOf(["ever", "never"])(raw) ?? span(raw),
    hint: "Write shared:never, shared:ever, or shared:<7d for those shared within the last seven days.",
    negatable: false,
    values: ["never", "<7d", ">30d"],
  },
  size: {
    read: matching(/^[<>](\d{1,6}|\d{1,4}\.\d{1,3})(b|kb|mb|gb)$/),
    hint: "Write size:>2mb or size:<500kb.",
    negatable: false,
    values: [">5mb", "<100kb"],
  },
  width: {
    read: pixels,
    hint: "Write width:>3000, width:<800 or width:1920, in pixels.",
    negatable: false,
    values: [">3000"],
  },
  height: {
    read: pixels,
    hint: "Write height:>3000, height:<800 or height:1080, in pixels.",
    negatable: false,
    values: [">3000"],
  },
  after: {
    read: day,
    hint: "Write after:2026-11-01; that day, in UTC, is included.",
    negatable: false,
    values: [],
  },
  before: {
    read: day,
    hint: "Write before:2026-11-01; that day, in UTC, is not included.",
    negatable: false,
    values: [],
  },
} as const satisfies Record<string, Kind>;
export type FilterKey = keyof typeof kinds;
export const filterKeys = Object.keys(kinds) as FilterKey[];
export const isFilterKey = (key: string): key is FilterKey => Object.hasOwn(kinds, key);

export type Compared = { sign: "<" | ">" | "="; amount: number };

/** The sign and amount of a value that compares: bytes, pixels or milliseconds. */
export function compared(value: string): Compared {
  const found = /^([<>]?)([\d.]+)(.*)$/.exec(value);
  const unit = found?.[3] ?? "";
  const factor = { ...units, ...spans }[unit as keyof typeof units | keyof typeof spans] ?? 1;
  return { sign: (found?.[1] || "=") as Compared["sign"], amount: Math.round(Number(found?.[2]) * factor) };
}
