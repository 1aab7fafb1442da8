import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { getAccountFacts } from "@/lib/exposure/queries";
import { exposureOf } from "@/lib/exposure/rules";
import type { AccountFacts } from "@/lib/exposure/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import { exposureColumns } from "@/lib/images/exposures";
import { type Chosen, openSelection } from "@/lib/jobs/selection";
import { csvHead, type ManifestRow, toCsvLine } from "@/lib/manifest/rules";
import type { ManifestInput } from "@/lib/manifest/schema";

/** A list of the selected images of any number, as a stream, written down as a download. Throws INVALID. */
export async function openManifest(
  actor: Actor,
  { selection, format }: ManifestInput,
): Promise<ReadableStream<Uint8Array>> {
  assertCan(actor, "image:edit");
  const [chosen, account] = await Promise.all([openSelection(actor, selection), getAccountFacts(actor)]);
  await db().$transaction((tx) =>
    recordAudit(tx, actor, {
      action: "image.listed",
      subject: { type: "account", id: "account", name: "the library" },
      details: { images: chosen.total, format },
    }),
  );
  const pages = readPages(chosen, account);
  return toStream(format === "csv" ? csv(pages) : json(pages));
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

type Pages = AsyncGenerator<ManifestRow[]>;

async function* csv(pages: Pages): AsyncGenerator<string> {
  yield csvHead;
  for await (const rows of pages) yield rows.map(toCsvLine).join("");
}

async function* json(pages: Pages): AsyncGenerator<string> {
  let between = "";
  yield "[";
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield between + rows.map((row) => `\n${JSON.stringify(row)}`).join(",");
    between = ",";
  }
  yield "\n]\n";
}

const columns = {
  ...exposureColumns,
  id: true,
  name: true,
  fileName: true,
  altText: true,
  tags: true,
  mimeType: true,
  bytes: true,
  width: true,
  height: true,
  sha256: true,
  credit: true,
  notes: true,
  rightsFrom: true,
  rightsUntil: true,
  embargoUntil: true,
  createdAt: true,
  uploadedBy: { select: { name: true } },
  collections: {
    select: { collection: { select: { name: true } } },
    orderBy: { collection: { folded: "asc" } },
  },
} satisfies Prisma.ImageSelect;

/** In the order of the ids; what was deleted meanwhile is missing. */
async function* readPages({ pages }: Chosen, account: AccountFacts): Pages {
  for await (const ids of pages()) {
    const rows = await db().image.findMany({ where: { id: { in: ids } }, select: columns });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const now = clock.now();
    yield ids.flatMap((id) => byId.get(id) ?? []).map((row) => toRow(row, account, now));
  }
}

type Row = Prisma.ImageGetPayload<{ select: typeof columns }>;

function toRow(row: Row, account: AccountFacts, now: Date): ManifestRow {
  const { exposure, sentence } = exposureOf(row, account, now);
  return {
    id: row.id,
    name: row.name,
    fileName: row.fileName,
    altText: row.altText,
    tags: row.tags,
    collections: row.collections.map(({ collection }) => collection.name),
    // While a change is under way nobody promises either.
    privacy: row.privacyPendingAt ? "unknown" : row.requireSignedUrls ? "private" : "public",
    exposure,
    whoCanSeeIt: sentence,
    state: row.state,
    type: row.mimeType,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    sha256: row.sha256 && Buffer.from(row.sha256).toString("hex"),
    credit: row.credit,
    rightsFrom: row.rightsFrom?.toISOString() ?? null,
    rightsUntil: row.rightsUntil?.toISOString() ?? null,
    embargoUntil: row.embargoUntil?.toISOString() ?? null,
    notes: row.notes,
    uploadedBy: row.uploadedBy.name,
    uploadedAt: row.createdAt.toISOString(),
    cloudflareId: row.cloudflareId,
  };
}
