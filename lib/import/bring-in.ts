import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { idProblem, isCustomId } from "@/lib/cloudflare/image-id";
import type { RemoteImage } from "@/lib/cloudflare/wire";
import type { Tx } from "@/lib/db";
import { imageSearchText, sortNameOf } from "@/lib/images/search";
import { subjectOf } from "@/lib/import/end";
import { keyOf } from "@/lib/import/under-way";
import { uuidsAt } from "@/lib/links/uuid";
import { anchorOf } from "@/lib/sync/foreign";
import { Overtaken } from "@/lib/sync/pass";

type Page = { importId: number; foreign: RemoteImage[]; read: number; odd: number; askedAt: Date };
type NewRow = { id: string; anchored: boolean; remote: RemoteImage; name: string };

/**
 * Makes rows of what a page of the account held and Darkroom did not, in one statement: whoever was faster keeps
 * theirs. Answers what is left outside, because no address can carry its id. Throws Overtaken.
 */
export async function bringIn(tx: Tx, importer: Actor, page: Page): Promise<RemoteImage[]> {
  const { importId, read, odd } = page;
  const refused = page.foreign.filter(({ id }) => idProblem(id));
  const rows = await toRows(
    tx,
    page.foreign.filter(({ id }) => !idProblem(id)),
  );
  const added = await insert(tx, importer, page, rows);
  const sum = {
    importedPrivate: added.filter(({ remote }) => remote.requireSignedURLs).length,
    importedPublic: added.filter(({ remote }) => !remote.requireSignedURLs).length,
    customIds: added.filter(({ remote }) => !remote.requireSignedURLs && isCustomId(remote.id)).length,
    rebuilt: added.filter(({ anchored }) => anchored).length,
  };
  await tx.importFinding.createMany({
    data: refused.map(({ id: cloudflareId, ...remote }) => ({
      importId,
      kind: "refused" as const,
      key: keyOf(cloudflareId),
      cloudflareId: plain(cloudflareId).slice(0, 1024),
      name: nameOf({ id: cloudflareId, ...remote }),
      reason: idProblem(cloudflareId) ?? "",
    })),
    skipDuplicates: true,
  });
  const { count } = await tx.import.updateMany({
    where: { id: importId, state: "running" },
    data: {
      ...{ read, odd, standing: "" },
      importedPrivate: { increment: sum.importedPrivate },
      importedPublic: { increment: sum.importedPublic },
      customIds: { increment: sum.customIds },
      rebuilt: { increment: sum.rebuilt },
    },
  });
  if (count === 0) throw new Overtaken();
  if (added.length > 0)
    await recordAudit(tx, importer, {
      action: "account.imported",
      subject: subjectOf(importId),
      details: {
        import: importId,
        ...{ private: sum.importedPrivate, public: sum.importedPublic, customIds: sum.customIds },
        ...(sum.rebuilt > 0 && { rebuilt: sum.rebuilt }),
      },
    });
  return refused;
}

/** An image that says which row was its own gets that id again, if nothing else has it by now. */
async function toRows(tx: Tx, images: RemoteImage[]): Promise<NewRow[]> {
  const anchors = images.flatMap((image) => anchorOf(image) ?? []);
  const taken = new Set(
    (await tx.image.findMany({ where: { id: { in: anchors } }, select: { id: true } })).map(({ id }) => id),
  );
  const fresh = uuidsAt(clock.now(), images.length);
  return images.map((remote, at) => {
    const anchor = anchorOf(remote);
    const anchored = anchor !== null && !taken.has(anchor);
    if (anchored) taken.add(anchor);
    return { id: anchored ? anchor : (fresh[at] ?? ""), anchored, remote, name: nameOf(remote) };
  });
}

/** Control characters and half characters go: names are data, and the database takes neither. */
const plain = (text: string) => text.toWellFormed().replace(/\p{Cc}/gu, "");

/** The file's name, or the last step of an id that somebody chose. */
function nameOf({ filename, id }: Pick<RemoteImage, "filename" | "id">): string {
  const name = plain(filename ?? (isCustomId(id) ? (id.split("/").at(-1) ?? "") : "")).trim();
  return [...name].slice(0, 255).join("") || "Untitled";
}

async function insert(
  tx: Tx,
  importer: Actor,
  { importId, askedAt }: Page,
  rows: NewRow[],
): Promise<NewRow[]> {
  if (rows.length === 0) return [];
  const column = <T>(of: (row: NewRow) => T) => rows.map(of);
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Image" ("id", "uploadKey", "cloudflareId", "state", "requireSignedUrls", "name", "fileName", "tags",
      "searchText", "sortName", "checkedAt", "createdAt", "readyAt", "uploadedById", "importId")
    SELECT given."id", 'import:' || given."id", given."remote", 'ready', given."private", given."name", given."name", '{}',
      given."search", given."sort", ${askedAt.toISOString()}::timestamptz, given."at", given."at", ${importer.id}::uuid,
      ${importId}::int
    FROM unnest(${column(({ id }) => id)}::uuid[], ${column(({ remote }) => remote.id)}::text[],
      ${column(({ remote }) => remote.requireSignedURLs)}::boolean[], ${column(({ name }) => name)}::text[],
      ${column(({ name }) => imageSearchText({ name, fileName: name, tags: [] }))}::text[],
      ${column(({ name }) => sortNameOf(name))}::text[],
      ${column(({ remote }) => (remote.uploaded ?? askedAt).toISOString())}::timestamptz[])
      AS given("id", "remote", "private", "name", "search", "sort", "at")
    ON CONFLICT DO NOTHING
    RETURNING "id"`;
  const won = new Set(inserted.map(({ id }) => id));
  return rows.filter(({ id }) => won.has(id));
}
