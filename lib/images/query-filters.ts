import { exposures } from "@/lib/exposure/schema";
import { formatList } from "@/lib/format";
import { readTag } from "@/lib/images/tag";
import { day, type Kind, matching, oneOf, person, span, spanOrDay, text } from "@/lib/query/values";

// No schemas here: the query bar brings this to the browser, and they weigh more than all the rest of it.

export const flags = ["private", "public"] as const;
/** What is the matter with an image at Cloudflare: its id was chosen, so it is public for ever; it is not there. */
export const matters = ["custom-id", "vanished"] as const;
export const stateGroups = ["ready", "unfinished", "failed", "deleting"] as const;
export const formats = ["jpeg", "png", "webp", "gif"] as const;
export const possessions = ["alt", "tags", "gps", "links"] as const;
const pixels = matching(/^[<>]?[1-9]\d{0,5}$/);

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
    read: person,
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
