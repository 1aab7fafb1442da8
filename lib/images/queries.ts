import "server-only";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { deliveryUrl } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getAccountFacts } from "@/lib/exposure/queries";
import type { Prisma } from "@/lib/generated/prisma/client";
import { cardColumns, pictureSigner, toCards } from "@/lib/images/card";
import { conditionOf } from "@/lib/images/conditions";
import { countFound } from "@/lib/images/count";
import { findPeople } from "@/lib/images/people";
import { collectionNamed, type Part, parseQuery } from "@/lib/images/query-language";
import { hasBytes } from "@/lib/images/rules";
import {
  type ImageCard,
  type ImageCount,
  type ImageDetail,
  type ImagePage,
  type ImageQuery,
  type ImageRun,
  type ImageVariant,
  ownVariantIds,
  ownVariants,
} from "@/lib/images/schema";
import { readingCondition, turnAndCount, turnTo } from "@/lib/images/turn";
import { readTwins } from "@/lib/images/twins";

/** What an answer depends on beside the question: the account, the clock, who asks, and whom it names. */
async function askingFor(actor: Actor, parts: readonly Part[], now: Date) {
  const [account, found] = await Promise.all([getAccountFacts(actor), findPeople(parts)]);
  const people = new Map([...found].map(([asked, users]) => [asked, users.map(({ id }) => id)]));
  return { found, asking: { account, now, actorId: actor.id, people } };
}

/** The images that a question asks for, as a condition on `"Image" image`; null when nothing can match. */
export async function matchingImages(
  actor: Actor,
  { parts, now, inTrash = false }: { parts: readonly Part[]; now: Date; inTrash?: boolean },
): Promise<Prisma.Sql | null> {
  assertCan(actor, "image:view");
  const { asking } = await askingFor(actor, parts, now);
  return conditionOf(parts, { ...asking, inTrash });
}

/** How many images a question finds, as a page of it would say. */
export async function countImagesOf(actor: Actor, { question }: { question: string }): Promise<ImageCount> {
  assertCan(actor, "image:view");
  const parts = parseQuery(question);
  const { asking } = await askingFor(actor, parts, clock.now());
  const condition = conditionOf(parts, asking);
  if (!condition) return { total: 0, capped: false, about: null };
  const { total, capped, about } = await countFound(parts, asking, condition);
  return { total, capped, about };
}

/** One page of the library in either direction, with how many images match (exact up to 1,000, or from kept counts). */
export async function listImages(actor: Actor, query: ImageQuery): Promise<ImagePage> {
  assertCan(actor, "image:view");
  const now = clock.now();
  const parts = parseQuery(query.q);
  const { found, asking } = await askingFor(actor, parts, now);
  const people = [...found].map(([asked, users]) => ({ asked, names: users.map(({ name }) => name) }));
  const condition = conditionOf(parts, asking);
  if (!condition) return { ...nothing, people };
  return { ...(await turnAndCount(condition, { parts, asking, query: inOrder(query, parts) })), people };
}

/** The same page without its counts: for who goes on in a list that was counted when it began. */
export async function continueImages(actor: Actor, query: ImageQuery): Promise<ImageRun> {
  assertCan(actor, "image:view");
  const now = clock.now();
  const parts = parseQuery(query.q);
  const { asking } = await askingFor(actor, parts, now);
  const ordered = inOrder(query, parts);
  const condition = readingCondition(parts, asking, ordered);
  if (!condition) return { images: [], next: null, previous: null };
  return turnTo(condition, { query: ordered, account: asking.account, now });
}

/** A collection's order is one only where one collection is asked for. */
const inOrder = (query: ImageQuery, parts: readonly Part[]): ImageQuery =>
  query.sort === "collection" && collectionNamed(parts) === null ? { ...query, sort: "newest" } : query;

const nothing = {
  ...{ images: [], next: null, previous: null, total: 0, capped: false, about: null },
  byExposure: { sealed: 0, exposed: 0, open: 0, pending: 0, unknown: 0 },
};

/** The actor's own uploads that are not finished or failed, newest first; at most 200. */
export async function listUnfinished(actor: Actor): Promise<ImageCard[]> {
  assertCan(actor, "image:view");
  const [account, rows] = await Promise.all([
    getAccountFacts(actor),
    db().image.findMany({
      where: { uploadedById: actor.id, state: { in: ["requested", "pending", "received", "failed"] } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 200,
      select: cardColumns,
    }),
  ]);
  return toCards(rows, account);
}

const detailColumns = {
  ...cardColumns,
  fileName: true,
  sha256: true,
  readyAt: true,
  uploadExpiresAt: true,
  version: true,
  trashedAt: true,
  purgeAt: true,
  credit: true,
  notes: true,
  rightsFrom: true,
  rightsUntil: true,
  embargoUntil: true,
  importId: true,
} satisfies Prisma.ImageSelect;

/** Everything one image's page shows. Throws NOT_FOUND. */
export async function getImage(actor: Actor, { imageId }: { imageId: string }): Promise<ImageDetail> {
  assertCan(actor, "image:view");
  const [account, row, variants, sign] = await Promise.all([
    getAccountFacts(actor),
    db().image.findUnique({ where: { id: imageId }, select: detailColumns }),
    db().variant.findMany({
      orderBy: { id: "asc" },
      select: { id: true, fit: true, width: true, height: true, metadata: true, alwaysPublic: true },
    }),
    pictureSigner(),
  ]);
  const [card] = row ? await toCards([row], account) : [];
  if (!row || !card) throw new AppError("NOT_FOUND", "This image is not here. It may have been deleted.");
  const { cloudflareId } = row;
  const stored = cloudflareId !== null && hasBytes(row.state);
  // Nobody promises that it is private while a change is under way, or once a stranger was answered.
  const open = !row.requireSignedUrls || row.privacyPendingAt !== null || row.probe === "served";
  const preview = (id: string) => (stored ? sign(cloudflareId, id) : null);
  // A preview is a signed address of that variant, metadata and all: only for those who may make one.
  const previewOf = (id: string) => preview(can(actor, "link:create") ? id : ownVariants.thumb.id);
  const shown = variants.filter(({ id, alwaysPublic }) => alwaysPublic || !ownVariantIds.includes(id));
  return {
    ...card,
    cloudflareId,
    fileName: row.fileName,
    privacyPending: row.privacyPendingAt !== null,
    sha256: row.sha256 && Buffer.from(row.sha256).toString("hex"),
    probe: row.probe,
    probedAt: row.probedAt,
    checkedAt: row.checkedAt,
    readyAt: row.readyAt,
    uploadExpiresAt: row.uploadExpiresAt,
    version: row.version,
    trashedAt: row.trashedAt,
    purgeAt: row.purgeAt,
    ...{ credit: row.credit, notes: row.notes, importId: row.importId },
    rightsFrom: row.rightsFrom,
    rightsUntil: row.rightsUntil,
    embargoUntil: row.embargoUntil,
    twins: await readTwins(row),
    variants: shown.map((variant): ImageVariant => {
      const readers = open || variant.alwaysPublic ? "anyone" : "link-holders";
      const publicUrl = stored && readers === "anyone" ? deliveryUrl(cloudflareId, variant.id) : null;
      return { ...variant, readers, previewUrl: previewOf(variant.id), publicUrl };
    }),
  };
}

/** Everybody who has an image in the library, by name. */
export async function listUploaders(actor: Actor): Promise<{ id: string; name: string }[]> {
  assertCan(actor, "image:view");
  return db().user.findMany({
    where: { images: { some: {} } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}
