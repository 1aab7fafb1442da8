import { listMissingAlt } from "../lib/alt-text/queries.ts";
import type { Actor } from "../lib/auth/actor.ts";
import { getCollection, listCollections } from "../lib/collections/queries.ts";
import { listRecipients } from "../lib/contacts/queries.ts";
import { db } from "../lib/db.ts";
import { listDuplicates } from "../lib/duplicates/queries.ts";
import { listImages } from "../lib/images/queries.ts";
import { imageQuerySchema } from "../lib/images/schema.ts";
import { listLinks } from "../lib/links/queries.ts";
import { linkQuerySchema } from "../lib/links/schema.ts";
import { listTagCounts } from "../lib/tags/queries.ts";
import { listTrash } from "../lib/trash/queries.ts";
import { listViews } from "../lib/views/queries.ts";
import type { Case } from "./library-cases.ts";

/** What the other screens ask of the database. */
export async function screenCases(actor: Actor): Promise<Case[]> {
  const links = (query: object) => () => listLinks(actor, linkQuerySchema.parse(query));
  const images = (q: string) => () => listImages(actor, imageQuerySchema.parse({ q }));
  const contact = await db().contact.findFirstOrThrow({ where: { name: "Maria 77" } });
  const collection = await db().collection.findFirstOrThrow({ where: { name: "Season 1" } });
  const goal = "50";
  return [
    { what: "ledger, newest", goal, run: links({}) },
    { what: "ledger, what ends next", goal, run: links({ sort: "ends" }) },
    { what: "ledger, by recipient", goal, run: links({ sort: "recipient" }) },
    { what: "ledger, rare word", goal, run: links({ q: "obituary" }) },
    { what: "ledger, common word", goal, run: links({ q: "review" }) },
    { what: "ledger, one recipient", goal, run: links({ q: `to:${contact.id}` }) },
    { what: "ledger, live", goal, run: links({ q: "status:live" }) },
    { what: "ledger, ending", goal, run: links({ q: "status:ending" }) },
    { what: "ledger, ended", goal, run: links({ q: "status:ended" }) },
    { what: "ledger, revoked", goal, run: links({ q: "status:revoked" }) },
    { what: "ledger, dead", goal, run: links({ q: "status:dead" }) },
    { what: "ledger, still opens", goal, run: links({ q: "is:open" }) },
    { what: "ledger, one variant", goal, run: links({ q: "variant:print" }) },
    { what: "ledger, moot", goal, run: links({ q: "status:moot" }) },
    { what: "recipients", goal, run: () => listRecipients(actor, { q: "" }) },
    { what: "recipients, by name", goal, run: () => listRecipients(actor, { q: "maria 77" }) },
    { what: "images with live links", goal, run: images("has:links") },
    { what: "tags", goal, run: () => listTagCounts(actor, { q: "", order: "most" }) },
    { what: "duplicates", goal, run: () => listDuplicates(actor, {}) },
    { what: "images without alt text", goal, run: () => listMissingAlt(actor, {}) },
    { what: "trash", goal, run: () => listTrash(actor, { q: "", cursor: undefined }) },
    { what: "collections", goal, run: () => listCollections(actor, { q: "" }) },
    {
      what: "a collection of 10,000",
      goal,
      run: () => getCollection(actor, { collectionId: collection.id }),
    },
    {
      what: "eight saved views with their counts",
      goal,
      run: () => listViews(actor, { kind: "images", zone: "UTC" }),
    },
  ];
}
