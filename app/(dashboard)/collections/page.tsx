import type { Metadata } from "next";
import { CollectionTile } from "@/app/(dashboard)/collections/_components/collection-tile";
import { NewCollection } from "@/app/(dashboard)/collections/_components/new-collection";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { SearchBox } from "@/components/search-box";
import { can, requireActor } from "@/lib/auth/actor";
import { listCollections } from "@/lib/collections/queries";
import { findCollectionsSchema } from "@/lib/collections/schema";
import { formatCount } from "@/lib/format";

export const metadata: Metadata = { title: "Collections" };

export default async function CollectionsPage({ searchParams }: PageProps<"/collections">) {
  const actor = await requireActor();
  const { q } = findCollectionsSchema.parse(await searchParams);
  const { collections, more } = await listCollections(actor, { q });
  const canEdit = can(actor, "image:edit");
  return (
    <>
      <PageHeader
        title="Collections"
        sentence={
          collections.length > 0
            ? `${more ? "More than " : ""}${formatCount(collections.length, "collection")}${q ? " with this name" : ""}${more ? ", of which these are listed" : ""}. An image can be in several, and each keeps its own order.`
            : "Images that belong together, in an order of their own."
        }
        actions={canEdit && <NewCollection />}
      />
      {(q || collections.length > 0) && (
        <div className="pb-5">
          <SearchBox
            path="/collections"
            q={q}
            label="Search collections by name"
            placeholder="Search by name"
            maxLength={120}
          />
        </div>
      )}
      {collections.length === 0 && q ? (
        <EmptyState
          art="matches"
          title="Nothing matches"
          sentence={`No collection has “${q}” in its name. A word of one or two letters is looked for where words begin.`}
          className="rounded-xl border bg-card"
        />
      ) : collections.length === 0 ? (
        <EmptyState
          art="prints"
          title="No collections yet"
          sentence={
            canEdit
              ? "Make one, then select images in the library and press C to add them."
              : "When somebody makes one, it appears here. Editors, admins and owners may."
          }
          className="rounded-xl border bg-card"
        />
      ) : (
        <ul
          aria-label="Collections"
          className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-4"
        >
          {collections.map((collection) => (
            <li key={collection.id} className="min-w-0">
              <CollectionTile collection={collection} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
