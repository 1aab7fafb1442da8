import type { Metadata } from "next";
import { CollectionTile } from "@/app/(dashboard)/collections/_components/collection-tile";
import { NewCollection } from "@/app/(dashboard)/collections/_components/new-collection";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { listCollections } from "@/lib/collections/queries";
import { formatCount } from "@/lib/format";

export const metadata: Metadata = { title: "Collections" };

export default async function CollectionsPage() {
  const actor = await requireActor();
  const collections = await listCollections(actor);
  const canEdit = can(actor, "image:edit");
  return (
    <>
      <PageHeader
        title="Collections"
        sentence={
          collections.length > 0
            ? `${formatCount(collections.length, "collection")}. An image can be in several, and each keeps its own order.`
            : "Images that belong together, in an order of their own."
        }
        actions={canEdit && <NewCollection />}
      />
      {collections.length === 0 ? (
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
