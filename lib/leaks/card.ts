import "server-only";
import type { ExposureAnswer } from "@/lib/exposure/schema";
import { adviseOn } from "@/lib/leaks/advice";
import { type EntryRow, toEntries, type Variants } from "@/lib/leaks/entries";
import type { Case } from "@/lib/leaks/evidence";
import { endOf, maskedAddress } from "@/lib/leaks/rules";
import type { LeakCard, Measured } from "@/lib/leaks/schema";

type Rest = {
  at: number;
  now: Date;
  variants: Variants;
  exposures: ReadonlyMap<string, ExposureAnswer>;
  others: EntryRow[];
  measured: Measured;
};

/** One case as the screen shows it: plain values, and no signature in any of them. */
export async function toCard(one: Case, rest: Rest): Promise<LeakCard> {
  const { at, now, variants, exposures, others, measured } = rest;
  const { finding, verdict, headline, faults, recognised, image } = one;
  const entry = one.entry ? ((await toEntries([one.entry], now))[0] ?? null) : null;
  const by = recognised?.by ?? (one.entry?.key && { key: one.entry.key, goneAt: one.entry.key.goneAt });
  const exposure = image?.id ? (exposures.get(image.id) ?? null) : null;
  const endsAt = recognised?.kind === "endless" ? null : endOf(finding.exp);
  return {
    id: String(at),
    address: maskedAddress(finding),
    verdict,
    headline,
    faults,
    endsAt,
    key: by ? { name: by.key.name, goneAt: by.goneAt } : null,
    image: image && { id: image.id, name: image.name, exposure },
    pictures: [],
    pictureCount: 0,
    entry,
    probably: one.probably,
    others: await toEntries(others, now),
    measured,
    advice: adviseOn({
      verdict,
      answer: measured.answer,
      endsAt,
      now,
      imageId: image?.id ?? null,
      imageOpen: exposure?.exposure === "open",
      alwaysPublic: variants.get(finding.variantId)?.alwaysPublic ?? false,
      entry: entry && {
        id: entry.linkId,
        status: entry.status,
        pictureId: entry.images > 1 ? entry.imageId : null,
      },
    }),
  };
}
