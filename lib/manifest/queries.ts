import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { selectedIds } from "@/lib/jobs/selection";
import { csvHead, type ManifestRow, toCsvLine } from "@/lib/manifest/rules";
import type { ManifestInput } from "@/lib/manifest/schema";

const step = 500;

/** A list of the selected images as a stream, written down as a download. Bounded like a job's selection. */
export async function openManifest(
  actor: Actor,
  { selection, format }: ManifestInput,
): Promise<ReadableStream<Uint8Array>> {
  assertCan(actor, "image:edit");
  const ids = await selectedIds(actor, selection);
  await db().$transaction((tx) =>
    recordAudit(tx, actor, {
      action: "image.listed",
      subject: { type: "account", id: "account", name: "the library" },
      details: { images: ids.length, format },
    }),
  );
  return toStream(format === "csv" ? csv(ids) : json(ids));
}

/** Reads on only as fast as it is taken. */
function toStream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}

async function* csv(ids: string[]): AsyncGenerator<string> {
  yield csvHead;
  for await (const rows of inBatches(ids)) yield rows.map(toCsvLine).join("");
}

async function* json(ids: string[]): AsyncGenerator<string> {
  let first = true;
  yield "[";
  for await (const rows of inBatches(ids))
    for (const row of rows) {
      yield `${first ? "" : ","}\n${JSON.stringify(row)}`;
      first = false;
    }
  yield "\n]\n";
}

const columns = {
  id: true,
  name: true,
  fileName: true,
  altText: true,
  tags: true,
  requireSignedUrls: true,
  privacyPendingAt: true,
  state: true,
  mimeType: true,
  bytes: true,
  width: true,
  height: true,
  sha256: true,
  credit: true,
  rightsFrom: true,
  rightsUntil: true,
  embargoUntil: true,
  cloudflareId: true,
  createdAt: true,
  uploadedBy: { select: { name: true } },
} satisfies Prisma.ImageSelect;

/** In the order of the ids; what was deleted meanwhile is missing. */
async function* inBatches(ids: string[]): AsyncGenerator<ManifestRow[]> {
  for (let at = 0; at < ids.length; at += step) {
    const batch = ids.slice(at, at + step);
    const rows = await db().image.findMany({ where: { id: { in: batch } }, select: columns });
    const byId = new Map(rows.map((row) => [row.id, row]));
    yield batch.flatMap((id) => byId.get(id) ?? []).map(toRow);
  }
}

function toRow(row: Prisma.ImageGetPayload<{ select: typeof columns }>): ManifestRow {
  const { requireSignedUrls, privacyPendingAt, mimeType, sha256, uploadedBy, createdAt, ...plain } = row;
  return {
    ...plain,
    // While a change is under way nobody promises either.
    privacy: privacyPendingAt ? "unknown" : requireSignedUrls ? "private" : "public",
    type: mimeType,
    sha256: sha256 && Buffer.from(sha256).toString("hex"),
    rightsFrom: row.rightsFrom?.toISOString() ?? null,
    rightsUntil: row.rightsUntil?.toISOString() ?? null,
    embargoUntil: row.embargoUntil?.toISOString() ?? null,
    uploadedBy: uploadedBy.name,
    uploadedAt: createdAt.toISOString(),
  };
}
