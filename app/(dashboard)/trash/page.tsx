import { ChevronRight, ChevronsLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TrashList } from "@/app/(dashboard)/trash/_components/trash-list";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { formatTotal } from "@/lib/format";
import { listTrash } from "@/lib/trash/queries";
import { keepDays, trashQuerySchema } from "@/lib/trash/schema";

export const metadata: Metadata = { title: "Trash" };

export default async function TrashPage({ searchParams }: PageProps<"/trash">) {
  const actor = await requireActor();
  if (!can(actor, "image:delete")) notFound();
  const { cursor } = trashQuerySchema.parse(await searchParams);
  const page = await listTrash(actor, { cursor });
  return (
    <>
      <PageHeader
        title="Trash"
        back={{ href: "/images", label: "Library" }}
        sentence={
          page.total > 0
            ? `${formatTotal(page, "image")}, private at Cloudflare until deleted for good. What goes first is at the top.`
            : "What is deleted comes here first."
        }
      />
      {page.images.length === 0 ? (
        <EmptyState
          art="quiet"
          title={cursor ? "This page has run out" : "The trash is empty"}
          sentence={
            cursor
              ? "What was on it was restored or deleted meanwhile."
              : `Deleted images stay here for ${keepDays} days, private, and can be restored. Then they are deleted at Cloudflare too.`
          }
          action={
            <Button asChild>
              <Link href={cursor ? "/trash" : "/images"}>
                {cursor ? "Go to the first page" : "Go to the library"}
              </Link>
            </Button>
          }
          className="rounded-xl border bg-card"
        />
      ) : (
        <TrashList images={page.images} />
      )}
      {(cursor || page.next) && (
        <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-6">
          {cursor ? (
            <Button asChild>
              <Link href="/trash">
                <ChevronsLeft aria-hidden />
                First
              </Link>
            </Button>
          ) : (
            <span />
          )}
          {page.next && (
            <Button asChild>
              <Link href={`/trash?cursor=${page.next}`}>
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
