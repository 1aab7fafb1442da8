import { expect, test } from "vitest";
import { summarySentence, type Tally } from "./sentence";

const now = new Date("2026-11-23T12:00:00Z");
const none: Tally = {
  sealed: 0,
  exposed: 0,
  unknown: 0,
  served: 0,
  open: 0,
  unfinished: 0,
  failed: 0,
  deleting: 0,
};
const say = (tally: Partial<Tally>, context: { through?: string[]; hours?: number | null } = {}) => {
  const { through = [], hours = 1 } = context;
  const asOf = hours === null ? null : new Date(now.getTime() - hours * 3_600_000);
  const stale = hours === null || hours > 24;
  return summarySentence({ ...none, ...tally }, { alwaysPublic: through, asOf, stale }, now);
};

test.each([
  [{}, {}, "No images yet."],
  [{ unfinished: 2 }, {}, "No images yet; 2 uploads unfinished."],
  [{ open: 1 }, {}, "No private images; 1 open."],
  [{ sealed: 1 }, {}, "1 private image, sealed."],
  [{ sealed: 1412 }, {}, "1,412 private images, all sealed."],
  [
    { sealed: 412, open: 20, unfinished: 2 },
    {},
    "412 private images, all sealed; 20 open; 2 uploads unfinished.",
  ],
  [
    { sealed: 412, unfinished: 1, failed: 1, deleting: 3 },
    {},
    "412 private images, all sealed; 1 upload unfinished; 1 upload failed; 3 being deleted.",
  ],
  [
    { exposed: 412, open: 20 },
    { through: ["thumb"] },
    "All 412 private images are readable by anyone through thumb; 20 open.",
  ],
  [
    { exposed: 1 },
    { through: ["thumb", "card"] },
    "1 private image, readable by anyone through thumb and card.",
  ],
  [
    { exposed: 411, unknown: 1 },
    { through: ["thumb"] },
    "412 private images: 411 readable by anyone through thumb and 1 unknown.",
  ],
  [{ sealed: 410, served: 2 }, {}, "412 private images: 410 sealed and 2 answered without a signature."],
  [
    { sealed: 400, unknown: 12 },
    { hours: 50 },
    "412 private images: 400 sealed and 12 unknown, since Cloudflare was last asked 50 hours ago.",
  ],
  [
    { unknown: 412 },
    { hours: 49 },
    "412 private images, and we cannot say who sees them: Cloudflare was last asked 49 hours ago.",
  ],
  [
    { unknown: 1 },
    { hours: null },
    "1 private image, and we cannot say who sees it: Cloudflare was not asked yet.",
  ],
  [{ unknown: 1 }, {}, "1 private image, and we cannot say who sees it, because that is not confirmed yet."],
])("%j %j", (tally, context, sentence) => {
  expect(say(tally, context)).toBe(sentence);
});
