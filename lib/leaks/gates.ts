import "server-only";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { doorNow } from "@/lib/gate/find";
import { adviseOn } from "@/lib/leaks/advice";
import { othersOf, toEntries } from "@/lib/leaks/entries";
import { findTokens } from "@/lib/leaks/rules";
import type { LeakCard } from "@/lib/leaks/schema";
import { linkColumns, toRows } from "@/lib/links/rows";
import { stillOpens } from "@/lib/links/schema";
import { tokenHash } from "@/lib/links/tokens";

const parallel = 5;
const picturesShown = 20;

/** A card for each gated link in a text, at most `limit`. The tokens are in none of them. */
export async function examineGates(
  text: string,
  { limit, now }: { limit: number; now: Date },
): Promise<LeakCard[]> {
  const tokens = findTokens(text).slice(0, limit);
  if (tokens.length === 0) return [];
  const links = await db().link.findMany({
    where: { tokenHash: { in: tokens.map(tokenHash) } },
    select: { ...linkColumns, tokenHash: true },
  });
  const rows = await toRows(links, now);
  return mapLimit(tokens, parallel, async (token, at) => {
    const hash = Buffer.from(tokenHash(token));
    const index = links.findIndex((link) => link.tokenHash !== null && hash.equals(link.tokenHash));
    const row = rows[index] ?? null;
    const [door, others, pictures] = await Promise.all([
      doorNow(token),
      row ? othersOf({ link: row, besides: { linkId: row.id } }, now) : [],
      row ? readPictures(row.id) : [],
    ]);
    const held = { others: await toEntries(others, now), pictures };
    return toCard(row, { id: `gate${at}`, now, door, ...held });
  });
}

async function readPictures(linkId: string): Promise<LeakCard["pictures"]> {
  const items = await db().linkItem.findMany({
    where: { linkId },
    // A picture in several variants is one.
    distinct: ["cloudflareId"],
    orderBy: { position: "asc" },
    take: picturesShown,
    select: { imageId: true, imageName: true, image: { select: { name: true } } },
  });
  return items.map(({ imageId, imageName, image }) => ({ id: imageId, name: image?.name ?? imageName }));
}

const answers = { open: "opens", door: "asks", closed: "closed", nothing: "closed" } as const;

type Row = Awaited<ReturnType<typeof toRows>>[number];

type Rest = Pick<LeakCard, "id" | "others" | "pictures"> & { now: Date; door: keyof typeof answers };

function toCard(row: Row | null, { id, now, door, others, pictures }: Rest): LeakCard {
  const opens = row !== null && stillOpens(row);
  const advice = adviseOn({
    verdict: row ? "gated" : "no-gate",
    answer: opens ? "served" : "refused",
    endsAt: row?.endsAt ?? null,
    now,
    imageId: row?.imageId ?? null,
    imageOpen: false,
    alwaysPublic: false,
    entry: row && { id: row.id, status: row.status, pictureId: null },
  });
  return {
    id,
    address: "/s/••••",
    verdict: row ? "gated" : "no-gate",
    headline: row
      ? "A gated link of ours: it can be stopped at once"
      : "Looks like a gated link, but the ledger knows none such",
    faults: [],
    endsAt: row?.endsAt ?? null,
    key: null,
    image: null,
    pictures,
    pictureCount: row?.images ?? 0,
    entry: row && toEntry(row),
    probably: false,
    others,
    measured: { answer: answers[door], at: now },
    advice,
  };
}

const toEntry = (row: Row) => ({
  linkId: row.id,
  status: row.status,
  reason: row.reason,
  recipient: row.recipient,
  purpose: row.purpose,
  issuedBy: row.issuedBy,
  createdAt: row.createdAt,
  endsAt: row.endsAt,
  imageId: row.imageId,
  imageName: row.imageName,
  images: row.images,
  variantId: row.variantIds.join(", "),
  keyName: "",
});
