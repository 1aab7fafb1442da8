import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { ExposureAnswer } from "@/lib/exposure/schema";
import { readExposures } from "@/lib/images/exposures";
import { beginFlip, sendFlip } from "@/lib/images/privacy";
import { entomb, finishRemoval, removalColumns } from "@/lib/images/remove";
import { rightsProblem } from "@/lib/images/rights";
import { hasBytes } from "@/lib/images/rules";
import type { ChangePrivacyInput, EditImageInput, ImageIdsInput } from "@/lib/images/schema";
import { imageSearchText, sortNameOf } from "@/lib/images/search";
import { renameInLinks } from "@/lib/links/words";
import { reportUnexpected } from "@/lib/log";

const inTrash = () =>
  new AppError("CONFLICT", "This image is in the trash. Nothing was changed. Restore it first.");
const notHere = () => new AppError("NOT_FOUND", "This image is not here any more. It may have been deleted.");

const moreWords = {
  credit: "credit",
  notes: "notes",
  rightsFrom: "rights from",
  rightsUntil: "rights until",
  embargoUntil: "embargo",
} as const;
const moreColumns = {
  credit: true,
  notes: true,
  rightsFrom: true,
  rightsUntil: true,
  embargoUntil: true,
} satisfies Record<keyof typeof moreWords, true>;

/** Changes name, alt text, tags, credit, rights, embargo and notes, if nobody else changed them since `version` was read. */
export async function editImage(actor: Actor, input: EditImageInput): Promise<{ version: number }> {
  assertCan(actor, "image:edit");
  const { imageId: id, version, name, altText, ...more } = input;
  const tags = [...new Set(input.tags)];
  const { tags: _, ...set } = more;
  return db().$transaction(async (tx) => {
    const before = await tx.image.findUnique({
      where: { id },
      select: {
        state: true,
        name: true,
        fileName: true,
        altText: true,
        tags: true,
        trashedAt: true,
        ...moreColumns,
      },
    });
    if (!before || before.state === "deleting") throw notHere();
    if (before.trashedAt) throw inTrash();
    // A form sends back what it was given: an embargo that has passed meanwhile is no new one.
    const embargoUntil = String(set.embargoUntil) === String(before.embargoUntil) ? null : set.embargoUntil;
    const problem = rightsProblem({ ...before, ...set, embargoUntil }, clock.now());
    if (problem) throw new AppError("INVALID", problem);
    const { count } = await tx.image.updateMany({
      where: { id, version, state: { not: "deleting" }, trashedAt: null },
      data: {
        name,
        altText,
        tags,
        searchText: imageSearchText({ name, fileName: before.fileName, altText, tags }),
        sortName: sortNameOf(name),
        ...set,
        version: version + 1,
      },
    });
    if (count === 0)
      throw new AppError(
        "CONFLICT",
        "Somebody else changed this image while you were writing. Nothing was overwritten, and what you wrote is still in the form. Reload to see their version.",
      );
    if (before.name !== name) await renameInLinks(tx, { imageId: id, name });
    const changed = [
      before.name !== name && "name",
      before.altText !== altText && "alt text",
      before.tags.join() !== tags.join() && "tags",
      ...Object.entries(moreWords).map(([key, words]) => {
        const [is, was] = [set[key as keyof typeof set], before[key as keyof typeof moreWords]];
        return is !== undefined && String(is) !== String(was) && words;
      }),
    ].filter((field) => field !== false);
    await recordAudit(tx, actor, {
      action: "image.edited",
      subject: { type: "image", id, name },
      details: { changed, ...(before.name !== name && { nameBefore: before.name }) },
    });
    return { version: version + 1 };
  });
}

/**
 * Makes an image private or public at Cloudflare and answers who can see it then. Until Cloudflare's answer is
 * known the image counts as unknown, never as private; `settleDue` ends what stays open.
 */
export async function changePrivacy(
  actor: Actor,
  input: ChangePrivacyInput,
): Promise<{ exposure: ExposureAnswer }> {
  assertCan(actor, "image:privacy");
  await sendFlip(actor, await beginFlip(actor, input), input.private);
  const exposure = (await readExposures(actor, [input.imageId])).get(input.imageId);
  if (!exposure) throw notHere();
  return { exposure };
}

const keepsTrying =
  "It is marked for deletion, but Cloudflare has not taken it away yet. Darkroom keeps trying by itself.";

export type Deletion = { imageId: string; ok: boolean; message?: string };

/** Deletes images, one answer each. The row goes last; what Cloudflare would not delete now is tried again. */
export async function deleteImages(actor: Actor, { imageIds }: ImageIdsInput): Promise<Deletion[]> {
  assertCan(actor, "image:delete");
  return mapLimit([...new Set(imageIds)], 4, async (imageId): Promise<Deletion> => {
    try {
      return await deleteOne(actor, imageId);
    } catch (error) {
      if (error instanceof AppError)
        return { imageId, ok: false, message: error.code === "CONFIG" ? error.message : keepsTrying };
      const reference = reportUnexpected("delete", error);
      return { imageId, ok: false, message: `Something broke on our side (reference ${reference}).` };
    }
  });
}

async function deleteOne(actor: Actor, imageId: string): Promise<Deletion> {
  await db().$transaction(async (tx) => {
    if (!(await entomb(tx, { id: imageId, state: { not: "deleting" } }))) return;
    const { name } = await tx.image.findUniqueOrThrow({ where: { id: imageId }, select: { name: true } });
    await recordAudit(tx, actor, {
      action: "image.delete-requested",
      subject: { type: "image", id: imageId, name },
    });
  });
  const row = await db().image.findUnique({ where: { id: imageId }, select: removalColumns });
  if (row) await finishRemoval(actor, row);
  return { imageId, ok: true };
}

/** The original as Cloudflare holds it, as a stream, written down as a download. */
export async function openOriginal(
  actor: Actor,
  { imageId }: { imageId: string },
): Promise<{ body: ReadableStream<Uint8Array>; mimeType: string; fileName: string; bytes: number | null }> {
  assertCan(actor, "image:original");
  const row = await db().image.findUnique({
    where: { id: imageId },
    select: { state: true, cloudflareId: true, name: true, fileName: true, mimeType: true },
  });
  if (!row?.cloudflareId || !hasBytes(row.state)) throw notHere();
  const original = await cloudflare().downloadOriginal(row.cloudflareId);
  try {
    await db().$transaction((tx) =>
      recordAudit(tx, actor, {
        action: "image.original-downloaded",
        subject: { type: "image", id: imageId, name: row.name },
      }),
    );
  } catch (error) {
    await original.body.cancel();
    throw error;
  }
  const { fileName } = row;
  const mimeType = row.mimeType ?? "application/octet-stream";
  return { body: original.body, mimeType, fileName, bytes: original.bytes ?? null };
}
