import { ChevronRight, ChevronsLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CollectionActions } from "@/app/(dashboard)/collections/_components/collection-actions";
import { MemberTile } from "@/app/(dashboard)/collections/_components/member-tile";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { getCollection } from "@/lib/collections/queries";
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
  const { id, name, description, images, members, next, version, coverId } = collection;
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
                href={`/images?q=${encodeURIComponent(withFilter("", "collection", name))}`}
                className="underline decoration-border-strong underline-offset-4 hover:decoration-current"
              >
                Select them in the library
              </Link>
            )}
          </>
        }
        actions={
          canEdit && (
            <CollectionActions
              collection={{ id, name, description, coverId, version, images }}
              covers={members.map((card) => ({ id: card.id, name: card.name }))}
            />
          )
        }
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
        <ul
          aria-label="Images"
          className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,9.5rem),1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] sm:gap-4"
        >
          {members.map((image, at) => (
            <li key={image.id} className="min-w-0">
              <MemberTile
                image={image}
                collectionId={id}
                move={
                  canEdit
                    ? {
                        before: at > 0 ? (members[at - 2]?.id ?? (cursor ? undefined : null)) : undefined,
                        after: members[at + 1]?.id,
                      }
                    : null
                }
              />
            </li>
          ))}
        </ul>
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
