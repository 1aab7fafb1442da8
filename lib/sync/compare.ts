import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import type { RemoteImage } from "@/lib/cloudflare/wire";
import { mapLimit } from "@/lib/concurrency";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { goneFailure, questionsAtOnce, settlingTime } from "@/lib/sync/rules";

/** Rows that an answer asked for at `askedAt` may speak about: nothing newer is known, nothing is on its way. */
const speakable = (askedAt: Date): Prisma.ImageWhereInput => ({
  state: "ready",
  privacyPendingAt: null,
  OR: [{ checkedAt: null }, { checkedAt: { lt: askedAt } }],
});

const columns = { id: true, name: true, requireSignedUrls: true, failure: true, cloudflareId: true } as const;
type Row = Prisma.ImageGetPayload<{ select: typeof columns }>;

/** What was found otherwise than we held it, in words. */
export type Difference = {
  kind: "changed" | "vanished";
  imageId: string;
  name: string;
  cloudflareId: string;
  reason: string;
};
/** Whatever else is to be written in the transaction that writes a difference down. */
export type Along = (tx: Tx, difference: Difference) => Promise<void>;

/** Notes what Cloudflare said about these images at `askedAt`. Returns how many differed from what we held. */
export async function compare(
  actor: Actor,
  { remote, askedAt, along }: { remote: readonly RemoteImage[]; askedAt: Date; along?: Along | undefined },
): Promise<number> {
  const flags = new Map(remote.map((image) => [image.id, image.requireSignedURLs]));
  const rows = await db().image.findMany({
    where: { AND: [speakable(askedAt), { cloudflareId: { in: [...flags.keys()] } }] },
    select: columns,
  });
  const flagOf = (row: Row) => flags.get(row.cloudflareId ?? "") ?? row.requireSignedUrls;
  const differs = (row: Row) => flagOf(row) !== row.requireSignedUrls || row.failure === goneFailure;
  for (const requireSignedUrls of [true, false]) {
    const same = rows.filter((row) => !differs(row) && row.requireSignedUrls === requireSignedUrls);
    await db().image.updateMany({
      where: { AND: [speakable(askedAt), { id: { in: same.map(({ id }) => id) }, requireSignedUrls }] },
      data: { checkedAt: askedAt },
    });
  }
  const changed = await mapLimit(rows.filter(differs), 5, (row) =>
    adopt(actor, row, { requireSignedUrls: flagOf(row), askedAt, along }),
  );
  return changed.filter(Boolean).length;
}

/** Cloudflare's word stands. What was measured before the flag changed measures nothing now: it is due again. */
async function adopt(
  actor: Actor,
  row: Row,
  {
    requireSignedUrls,
    askedAt,
    along,
  }: { requireSignedUrls: boolean; askedAt: Date; along?: Along | undefined },
): Promise<boolean> {
  const word = (isPrivate: boolean) => (isPrivate ? "private" : "public");
  const flipped = row.requireSignedUrls !== requireSignedUrls;
  return db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { AND: [speakable(askedAt), { id: row.id, requireSignedUrls: row.requireSignedUrls }] },
      data: {
        requireSignedUrls,
        checkedAt: askedAt,
        failure: null,
        goneAt: null,
        ...(flipped && { probe: null, probedAt: null, dueAt: askedAt }),
      },
    });
    if (count === 1)
      await recordAudit(tx, actor, {
        action: "image.drifted",
        subject: { type: "image", id: row.id, name: row.name },
        details: {
          ...(flipped && { was: word(row.requireSignedUrls), is: word(requireSignedUrls) }),
          ...(row.failure === goneFailure && { there: "again" }),
        },
      });
    if (count === 1)
      await along?.(tx, { ...differenceOf(row, "changed"), reason: reasonOf(row, requireSignedUrls) });
    return count === 1;
  });
}

const differenceOf = ({ id, name, cloudflareId }: Row, kind: Difference["kind"]) => ({
  kind,
  imageId: id,
  name,
  cloudflareId: cloudflareId ?? "",
});

function reasonOf(row: Row, requireSignedUrls: boolean): string {
  const now = requireSignedUrls ? "private" : "public";
  if (row.requireSignedUrls === requireSignedUrls) return "was gone, and is there again";
  return `was ${requireSignedUrls ? "public" : "private"} here, is ${now} at Cloudflare`;
}

/** Ready images that the list of this pass did not show: what has to be asked about directly, a handful at a time. */
export async function listUnseen(passStartedAt: Date) {
  return db().image.findMany({
    where: { AND: [speakable(passStartedAt), { cloudflareId: { not: null } }] },
    orderBy: [{ checkedAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
    take: questionsAtOnce,
    select: { ...columns, readyAt: true, createdAt: true },
  });
}
type Unseen = Awaited<ReturnType<typeof listUnseen>>;

/**
 * Asks directly about images that the list of a pass did not show. Only Cloudflare's own "not found" marks one as
 * gone, and nothing is ever deleted for it. `answered` 0 means that there is no more to learn.
 */
export async function askAbout(
  actor: Actor,
  { unseen, along }: { unseen: Unseen; along?: Along | undefined },
) {
  const progress = { asked: unseen.length, answered: 0, changed: 0, missing: 0 };
  await mapLimit(unseen, 5, async (row) => {
    const askedAt = clock.now();
    const remote = await cloudflare()
      .getImage(row.cloudflareId ?? "")
      .catch(unlessRefused);
    if (remote === "refused") return;
    const young = askedAt.getTime() - (row.readyAt ?? row.createdAt).getTime() < settlingTime;
    progress.answered += 1;
    if (remote) progress.changed += await compare(actor, { remote: [remote], askedAt, along });
    else await markGone(actor, row, { askedAt, young, along });
    if (!remote && !young) progress.missing += 1;
  });
  return progress;
}

/** One image that Cloudflare will not talk about must not hold up the others; trouble with the account must. */
function unlessRefused(error: unknown): "refused" {
  if (isRefusal(error)) return "refused";
  throw error;
}

/** Whether Cloudflare refused this one question, and not the account or everybody. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof AppError &&
  error.code === "UPSTREAM" &&
  typeof error.cause === "object" &&
  error.cause !== null &&
  "status" in error.cause;

async function markGone(
  actor: Actor,
  row: Row,
  { askedAt, young, along }: { askedAt: Date; young: boolean; along?: Along | undefined },
): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { AND: [speakable(askedAt), { id: row.id }] },
      data: { checkedAt: askedAt, ...(!young && { failure: goneFailure, goneAt: askedAt }) },
    });
    if (count === 0 || young) return;
    await along?.(tx, { ...differenceOf(row, "vanished"), reason: "Cloudflare has no such image" });
    if (row.failure === goneFailure) return;
    await recordAudit(tx, actor, {
      action: "image.drifted",
      subject: { type: "image", id: row.id, name: row.name },
      details: { there: "no longer" },
    });
  });
}
