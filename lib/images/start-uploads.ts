import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { mapLimit } from "@/lib/concurrency";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { entomb, finishRemoval, removalColumns } from "@/lib/images/remove";
import { lookAgainAt, maxUnfinished } from "@/lib/images/rules";
import type { ImageIdsInput, Twin, UploadOutcome, UploadTicket } from "@/lib/images/schema";
import { imageSearchText, sortNameOf } from "@/lib/images/search";
import type { StartUploadsInput } from "@/lib/images/start-schema";
import { type TicketRow, ticketColumns, ticketFor, uploadKeyOf } from "@/lib/images/tickets";
import { findByHash } from "@/lib/images/twins";

const otherPrivacy = "This file was started with the other privacy. Cancel it, then choose it again.";

type File = StartUploadsInput["files"][number];
const unfinished = ["requested", "pending", "received"] as const;
const parallel = 5;

/**
 * Asks for one-time upload URLs, one answer per file in the order of the files. The intent is written first;
 * asking again with the same key finds the same row: done if it has arrived, else a fresh URL. A file that comes with
 * the hash of an image that is here begins nothing: the person chooses.
 */
export async function startUploads(actor: Actor, input: StartUploadsInput): Promise<UploadTicket[]> {
  assertCan(actor, "image:upload");
  if (!input.private && !can(actor, "image:privacy"))
    throw new AppError(
      "FORBIDDEN",
      `Your role (${actor.role}) uploads privately. Nothing was sent. Upload privately, then ask an admin to make the image public.`,
    );
  const keys = input.files.map(({ key }) => key);
  const files = input.files.filter(({ key }, index) => keys.indexOf(key) === index);
  const here = await findByHash(can(actor, "image:view") ? files.flatMap(({ sha256 }) => sha256 ?? []) : []);
  const intents = await db().$transaction((tx) =>
    writeIntents(tx, actor, { files, private: input.private, here }),
  );
  return mapLimit(input.files, parallel, async ({ key, sha256 }, index): Promise<UploadTicket> => {
    const refuse = (message: string) => ({ key, ok: false as const, message });
    if (keys.indexOf(key) !== index) return refuse("This file is in the list twice.");
    const intent = intents.get(uploadKeyOf(actor, key));
    const twin = here.get(sha256 ?? "");
    if (!intent && twin) return { ...refuse("The same file is in the library already."), here: twin };
    if (!intent)
      return refuse(
        `You have ${maxUnfinished} unfinished uploads, the most at a time. Wait for some to finish, or cancel them.`,
      );
    const { row, isNew } = intent;
    const waits = row.state === "requested" || row.state === "pending";
    if (waits && row.requireSignedUrls !== input.private) return { ...refuse(otherPrivacy), imageId: row.id };
    return ticketFor(actor, row, { renewed: !isNew });
  });
}

/** Writes a REQUESTED row for every new key that is not here already, with its event, up to the person's limit. */
async function writeIntents(
  tx: Tx,
  actor: Actor,
  { files, private: isPrivate, here }: { files: File[]; private: boolean; here: ReadonlyMap<string, Twin> },
): Promise<Map<string, { row: TicketRow; isNew: boolean }>> {
  // One at a time per person: two windows see each other's keys and share the limit.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`uploads:${actor.id}`}, 0))`;
  const uploadKeys = files.map(({ key }) => uploadKeyOf(actor, key));
  const known = await tx.image.findMany({ where: { uploadKey: { in: uploadKeys } }, select: ticketColumns });
  const open = await tx.image.count({ where: { uploadedById: actor.id, state: { in: [...unfinished] } } });
  const knownKeys = new Set(known.map(({ uploadKey }) => uploadKey));
  const fresh = files
    .filter(({ key, sha256 }) => !knownKeys.has(uploadKeyOf(actor, key)) && !here.has(sha256 ?? ""))
    .slice(0, Math.max(0, maxUnfinished - open));
  const now = clock.now();
  const written = await tx.image.createManyAndReturn({
    data: fresh.map((file) => toIntent(actor, file, { now, private: isPrivate })),
    select: ticketColumns,
  });
  await recordAudit(
    tx,
    actor,
    ...written.map(({ id, name }) => ({
      action: "image.upload-requested" as const,
      subject: { type: "image" as const, id, name },
      details: { private: isPrivate },
    })),
  );
  const rows = [
    ...known.map((row) => ({ row, isNew: false })),
    ...written.map((row) => ({ row, isNew: true })),
  ];
  return new Map(rows.map((intent) => [intent.row.uploadKey, intent]));
}

/** The browser's figures are a hint until the original is measured. */
function toIntent(actor: Actor, file: File, { now, private: isPrivate }: { now: Date; private: boolean }) {
  const tags = [...new Set(file.tags ?? [])];
  return {
    uploadKey: uploadKeyOf(actor, file.key),
    state: "requested" as const,
    requireSignedUrls: isPrivate,
    name: file.name,
    fileName: file.name,
    tags,
    searchText: imageSearchText({ name: file.name, fileName: file.name, tags }),
    sortName: sortNameOf(file.name),
    mimeType: file.type,
    bytes: file.bytes,
    width: file.width ?? null,
    height: file.height ?? null,
    createdAt: now,
    dueAt: lookAgainAt(now, now),
    uploadedById: actor.id,
  };
}

/** Fresh one-time URLs for uploads that have not arrived; the old ones die. Only one's own. */
export async function renewUploads(actor: Actor, { imageIds }: ImageIdsInput): Promise<UploadTicket[]> {
  assertCan(actor, "image:upload");
  const ids = [...new Set(imageIds)];
  const rows = await db().image.findMany({ where: { id: { in: ids } }, select: ticketColumns });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return mapLimit(ids, parallel, async (id): Promise<UploadTicket> => {
    const row = byId.get(id);
    if (row) return ticketFor(actor, row, { renewed: true });
    return { key: id, ok: false, message: "This upload was cancelled. Choose the file again." };
  });
}

/**
 * Gives up uploads that have not arrived, and clears failed ones away. Editors theirs, others anybody's.
 * What has arrived meanwhile stays and says so.
 */
export async function cancelUploads(actor: Actor, { imageIds }: ImageIdsInput): Promise<UploadOutcome[]> {
  assertCan(actor, "image:upload");
  const ids = [...new Set(imageIds)];
  return mapLimit(ids, parallel, async (imageId): Promise<UploadOutcome> => {
    const row = await db().image.findUnique({
      where: { id: imageId },
      select: { ...removalColumns, state: true, uploadedById: true },
    });
    if (!row) return { imageId, state: "gone" };
    if (row.state === "ready") return { imageId, state: "ready", message: arrivedMessage };
    if (row.state === "received") return { imageId, state: "measuring", message: arrivedMessage };
    if (row.uploadedById !== actor.id && !can(actor, "image:delete"))
      return { imageId, state: "waiting", message: "Only the person who chose this file can cancel it." };
    return cancelOne(actor, row);
  });
}

const arrivedMessage = "It had arrived already. Delete it from the library if it should go.";

async function cancelOne(
  actor: Actor,
  row: Parameters<typeof finishRemoval>[1] & { state: string },
): Promise<UploadOutcome> {
  const imageId = row.id;
  if (row.state !== "deleting") {
    const won = await db().$transaction(async (tx) => {
      const where = {
        id: imageId,
        state: { in: ["requested" as const, "pending" as const, "failed" as const] },
      };
      const done = await entomb(tx, { ...where, cloudflareId: row.cloudflareId });
      if (done)
        await recordAudit(tx, actor, {
          action: "image.upload-cancelled",
          subject: { type: "image", id: imageId, name: row.name },
        });
      return done;
    });
    if (!won) return { imageId, state: "waiting", message: "It changed just now. Look at it and try again." };
  }
  try {
    await finishRemoval(actor, row);
    return { imageId, state: "gone" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // The row is a tombstone: it is cancelled, and the rest happens by itself.
    return {
      imageId,
      state: "gone",
      message: "Cancelled. Darkroom finishes clearing up at Cloudflare by itself.",
    };
  }
}
