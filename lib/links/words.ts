import "server-only";
import type { Tx } from "@/lib/db";
import { searchTextOf } from "@/lib/images/search";

// What of a link is found by words, one line each, so that one can be replaced: first what was written into the link,
// then whom it is for as the contact says it, then the name of each picture at its place, once for each image.
const linesBefore = 2;

type Worded = {
  purpose: string;
  note: string;
  recipient: { name: string; organisation: string; address: string };
  /** In their places. */
  images: { id: string; name: string }[];
};

/** The text that the ledger's search looks into. */
export function linkSearchText({ purpose, note, recipient, images }: Worded): string {
  const { name, organisation, address } = recipient;
  return [
    searchTextOf(purpose, name, note),
    searchTextOf(name, organisation, address),
    picturesText(images),
  ].join("\n");
}

/** The lines of the pictures; the same for every recipient of a batch. */
function picturesText(images: Worded["images"]): string {
  const met = new Set<string>();
  return images
    .map(({ id, name }) => {
      if (met.has(id)) return "";
      met.add(id);
      return searchTextOf(name);
    })
    .join("\n");
}

/** Has every link of an image found by its new name. The links are taken in one order, as two may be renamed at once. */
export async function renameInLinks(
  tx: Tx,
  { imageId, name }: { imageId: string; name: string },
): Promise<void> {
  await tx.$executeRaw`
    WITH shown AS (
      SELECT "linkId", min("position") AS "place" FROM "LinkItem" WHERE "imageId" = ${imageId}::uuid GROUP BY 1
    ), held AS MATERIALIZED (
      SELECT link."id", shown."place" FROM "Link" link JOIN shown ON shown."linkId" = link."id"
      ORDER BY link."id" FOR NO KEY UPDATE OF link
    )
    UPDATE "Link" link
    SET "searchText" = with_line(link."searchText", (held."place" + ${linesBefore})::int, ${searchTextOf(name)})
    FROM held WHERE link."id" = held."id"`;
}
