import { formatList } from "@/lib/format";
import { day, type Kind, oneOf, person, spanOrDay, text, uuid } from "@/lib/query/values";

// No schemas here: the query bar brings this to the browser.

/**
 * `live`; `ending`: within its last two hours; `waiting`: its start is yet to come; `paused`; `used`: opened as
 * often as it may be; `ended`; `revoked`; `dead`: its keys, images or variants are gone; `moot`: all that it
 * opens became open, so the link protects nothing.
 */
export const linkStatuses = [
  "live",
  "ending",
  "waiting",
  "paused",
  "used",
  "ended",
  "revoked",
  "dead",
  "moot",
] as const;
/** `direct`: signed URLs as Cloudflare serves them. `gated`: an address of ours that checks the entry each time. */
export const linkModes = ["direct", "gated"] as const;
export const linkMarks = ["open", "asking"] as const;

const named = (raw: string) => (uuid.test(raw) ? raw.toLowerCase() : text(200)(raw));
const variantId = (raw: string) => (/^[a-zA-Z0-9]{1,99}$/.test(raw) ? raw : null);

/** Everything that the ledger can be asked for besides words: one declaration for parser, chips, suggestions and help. */
export const kinds = {
  is: {
    read: oneOf(linkMarks, { asked: "asking" }),
    hint: "Write is:open for what still opens something, is:asking where somebody asked for more time.",
    negatable: true,
    values: linkMarks,
  },
  status: {
    read: oneOf(linkStatuses),
    hint: `Write status: with ${formatList(linkStatuses, 9)}.`,
    negatable: true,
    values: linkStatuses,
  },
  mode: {
    read: oneOf(linkModes, { page: "gated", pages: "gated" }),
    hint: "Write mode:gated for pages, mode:direct for direct links.",
    negatable: true,
    values: linkModes,
  },
  by: {
    read: person,
    hint: "Write by:me, or by: with the name of who issued it.",
    negatable: true,
    values: ["me"],
  },
  to: {
    read: named,
    hint: "Write to: with the recipient’s name, organisation or address.",
    negatable: true,
    values: [],
  },
  image: {
    read: named,
    hint: "Write image: with a picture’s name.",
    negatable: true,
    values: [],
  },
  variant: {
    read: variantId,
    hint: "Write variant: with a variant’s name, in its letters and digits.",
    negatable: true,
    values: [],
  },
  key: {
    read: named,
    hint: "Write key: with the name of the signing key.",
    negatable: true,
    values: [],
  },
  ends: {
    read: (raw) => spanOrDay(raw) ?? day(raw),
    hint: "Write ends:<24h for what ends within a day, ends:>7d, or ends:<2026-12-24 for what ends before that day, in your zone; ends:2026-12-24 is on it and ends:>2026-12-24 after it. Hours, days and weeks are h, d and w.",
    negatable: false,
    values: ["<24h", "<7d", ">7d"],
  },
} as const satisfies Record<string, Kind>;
export type FilterKey = keyof typeof kinds;
export const filterKeys = Object.keys(kinds) as FilterKey[];
