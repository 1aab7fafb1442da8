import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Recipient } from "@/lib/contacts/schema";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatCount, formatDateTime } from "@/lib/format";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { StoredGate } from "@/lib/links/entries";
import { leftOut, lifeAgain, momentOf, notAgain, refusalOf, variantsAgain } from "@/lib/links/reissue-rules";
import { maxReissued, maxSignedAgain, type PlanReissueInput } from "@/lib/links/reissue-schema";
import { endProblem } from "@/lib/links/rules";
import type { LinkMode } from "@/lib/links/schema";
import type { Shareable } from "@/lib/links/shareable";
import { linksOf, mayChange } from "@/lib/links/targets";

/** What is written in the place of an old entry. */
export type Again = {
  /** Of the old entry. */
  id: string;
  mode: LinkMode;
  running: boolean;
  recipient: Recipient;
  purpose: string;
  note: string;
  endsAt: Date;
  gate: StoredGate | null;
  images: Shareable[];
  variantIds: string[];
  /** What goes missing, in words. */
  without: string | null;
};
export type Judged = { id: string; name: string } & ({ again: Again } | { problem: string });

const columns = {
  id: true,
  mode: true,
  purpose: true,
  recipient: true,
  note: true,
  startsAt: true,
  endsAt: true,
  createdAt: true,
  maxOpens: true,
  passwordHash: true,
  message: true,
  terms: true,
  allowDownload: true,
  reissuedAsId: true,
  contact: { select: { name: true, organisation: true, address: true } },
  items: {
    orderBy: { position: "asc" },
    select: {
      cloudflareId: true,
      variantId: true,
      image: {
        select: {
          id: true,
          name: true,
          state: true,
          cloudflareId: true,
          requireSignedUrls: true,
          privacyPendingAt: true,
          trashedAt: true,
          goneAt: true,
        },
      },
    },
  },
} satisfies Prisma.LinkSelect;
type Old = Prisma.LinkGetPayload<{ select: typeof columns }>;

/** Every link meant with what would take its place, or why nothing can. Throws INVALID for an end that nobody may give. */
export async function judgeAgain(
  tx: Tx,
  actor: Actor,
  { target, end, now }: PlanReissueInput & { now: Date },
): Promise<Judged[]> {
  const moment = momentOf(end, now);
  const problem = moment && endProblem(moment, actor.role, now);
  if (problem) throw new AppError("INVALID", problem, { fields: { end: problem } });
  const meant = await linksOf(tx, target, { act: "reissue", now });
  const mine = meant.filter((link) => mayChange(actor, link) === null).slice(0, maxReissued);
  const [olds, known] = await Promise.all([
    tx.link.findMany({ where: { id: { in: mine.map(({ id }) => id) } }, select: columns }),
    tx.variant.findMany({ select: { id: true, alwaysPublic: true } }),
  ]);
  const taken = await readTaken(tx, olds, now);
  const variants = new Map(known.map(({ id, alwaysPublic }) => [id, alwaysPublic]));
  let pictures = 0;
  return meant.map((link): Judged => {
    const refused = (problem: string) => ({ id: link.id, name: link.recipient, problem });
    const foreign = mayChange(actor, link);
    if (foreign) return refused(foreign);
    const old = olds.find(({ id }) => id === link.id);
    if (!old)
      return refused(
        `At most ${formatCount(maxReissued, "link")} are issued again in one go. Ask once more for the rest.`,
      );
    const until = taken.get(old.reissuedAsId ?? "");
    if (until)
      return refused(`It was issued again already, until ${formatDateTime(until, { now, zone: "UTC" })}.`);
    const judged = judge(old, { end, now, role: actor.role, variants, over: link.over });
    if ("problem" in judged) return refused(judged.problem);
    pictures += judged.images.length * judged.variantIds.length;
    if (pictures > maxSignedAgain)
      return refused(
        `At most ${formatCount(maxSignedAgain, "picture")} are signed in one go. Ask once more for the rest.`,
      );
    return { id: link.id, name: link.recipient, again: judged };
  });
}

/** The entries that already stand in the place of these and still run, with their end. */
async function readTaken(tx: Tx, olds: Old[], now: Date): Promise<Map<string, Date>> {
  const ids = olds.flatMap(({ reissuedAsId }) => reissuedAsId ?? []);
  const rows = await tx.link.findMany({
    where: { id: { in: ids }, revokedAt: null, endsAt: { gt: now } },
    select: { id: true, endsAt: true },
  });
  return new Map(rows.map(({ id, endsAt }) => [id, endsAt]));
}

type Judging = Parameters<typeof lifeAgain>[1] & { variants: ReadonlyMap<string, boolean>; over: boolean };

function judge(old: Old, { variants, over, ...wish }: Judging): Again | { problem: string } {
  const images = [
    ...new Map(old.items.map((item) => [item.image?.id ?? item.cloudflareId, item.image])).values(),
  ];
  const ids = [...new Set(old.items.map(({ variantId }) => variantId))];
  const left = variantsAgain(ids, variants);
  const contents = { reasons: images.map(notAgain), variants: ids, left };
  const problem = refusalOf(contents);
  if (problem) return { problem };
  const life = lifeAgain(old, wish);
  if ("problem" in life) return life;
  const { id, mode, purpose, note, message, terms, allowDownload, maxOpens, passwordHash } = old;
  return {
    ...{ id, mode, purpose, note, running: !over },
    recipient: old.contact ?? { name: old.recipient, organisation: "", address: "" },
    endsAt: life.endsAt,
    gate:
      mode === "gated"
        ? { startsAt: life.startsAt, message, terms, allowDownload, maxOpens, passwordHash }
        : null,
    images: images.flatMap((image) =>
      image?.cloudflareId && notAgain(image) === null
        ? [{ id: image.id, name: image.name, cloudflareId: image.cloudflareId }]
        : [],
    ),
    variantIds: left,
    without: leftOut(contents),
  };
}
