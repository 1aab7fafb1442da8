import { ChevronRight, ChevronsLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CollectionActions } from "@/app/(dashboard)/collections/_components/collection-actions";
import { MemberOrder } from "@/app/(dashboard)/collections/_components/member-order";
import { MemberTile } from "@/app/(dashboard)/collections/_components/member-tile";
import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { getCollection } from "@/lib/collections/queries";
import type { CollectionDetail } from "@/lib/collections/schema";
import { collectionIdSchema, collectionQuerySchema } from "@/lib/collections/schema";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import { withFilter } from "@/lib/images/query-language";

type Props = PageProps<"/collections/[collectionId]">;

const load = cache(async (collectionId: string, cursor: string | undefined) => {
  const actor = await requireActor();
  if (!collectionIdSchema.safeParse({ collectionId }).success) notFound();
  return getCollection(actor, { collectionId, cursor }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
});

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { cursor } = collectionQuerySchema.parse(await searchParams);
  return { title: (await load((await params).collectionId, cursor)).name };
}

export default async function CollectionPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { cursor } = collectionQuerySchema.parse(await searchParams);
  const collection = await load((await params).collectionId, cursor);
  const { id, name, description, images, members, next, version } = collection;
  const canEdit = can(actor, "image:edit");
  return (
    <>
      <PageHeader
        title={name}
        back={{ href: "/collections", label: "Collections" }}
        sentence={
          <>
            {description && (
              <span className="block whitespace-pre-line pb-1 text-foreground">{description}</span>
            )}
            {formatCount(images, "image")}, in this order. Made by {collection.createdBy}.{" "}
            {images > 0 && (
              <Link
                href={libraryHref({ q: withFilter("", "collection", name), sort: "collection" })}
                className="underline decoration-border-strong underline-offset-4 hover:decoration-current"
              >
                Select them in the library
              </Link>
            )}
          </>
        }
        actions={canEdit && <CollectionActions collection={{ id, name, description, version, images }} />}
      />
      {members.length === 0 ? (
        <EmptyState
          art="prints"
          title={cursor ? "This page has run out" : "Nothing in it yet"}
          sentence={
            canEdit
              ? "Select images in the library and press C to add them here."
              : "Editors, admins and owners may add images."
          }
          action={
            <Button asChild>
              <Link href="/images">Go to the library</Link>
            </Button>
          }
          className="rounded-xl border bg-card"
        />
      ) : (
        <List collection={collection} canEdit={canEdit} />
      )}
      {(cursor || next) && (
        <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-6">
          {cursor ? (
            <Button asChild>
              <Link href={`/collections/${id}`}>
                <ChevronsLeft aria-hidden />
                First
              </Link>
            </Button>
          ) : (
            <span />
          )}
          {next && (
            <Button asChild>
              <Link href={`/collections/${id}?cursor=${next}`}>
                Next
                <ChevronRight aria-hidden />
              </Link>
            </Button>
          )}
        </nav>
      )}
    </>
  );
}

const grid =
  "grid grid-cols-[repeat(auto-fill,minmax(min(100%,9.5rem),1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] sm:gap-4";

function List({ collection, canEdit }: { collection: CollectionDetail; canEdit: boolean }) {
  const { id, members, from, shown, coverId } = collection;
  const items = members.map((image, at) => (
    <li
      key={image.id}
      data-member={image.id}
      data-name={image.name}
      data-place={from + at}
      // Where a dragged one would go: a bar at that side.
      className="relative min-w-0 rounded-lg before:absolute before:inset-y-0 before:hidden before:w-1 before:rounded-full before:bg-ring data-dragged:opacity-50 data-[drop]:before:block data-[drop=after]:before:-right-2.5 data-[drop=before]:before:-left-2.5"
    >
      <MemberTile
        image={image}
        edit={canEdit ? { collectionId: id, place: from + at, isCover: coverId === image.id } : null}
      />
    </li>
  ));
  if (canEdit)
    return (
      <MemberOrder collectionId={id} shown={shown} className={grid}>
        {items}
      </MemberOrder>
    );
  return (
    <ul aria-label="Images" className={grid}>
      {items}
    </ul>
  );
}
