import { ChevronRight, ChevronsLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TrashList } from "@/app/(dashboard)/trash/_components/trash-list";
import { TrashPicks } from "@/app/(dashboard)/trash/_components/trash-picks";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { SearchBox } from "@/components/search-box";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { formatTotal } from "@/lib/format";
import { listTrash } from "@/lib/trash/queries";
import { keepDays, trashQuerySchema } from "@/lib/trash/schema";

export const metadata: Metadata = { title: "Trash" };

export default async function TrashPage({ searchParams }: PageProps<"/trash">) {
  const actor = await requireActor();
  if (!can(actor, "image:delete")) notFound();
  const { q, cursor } = trashQuerySchema.parse(await searchParams);
  const page = await listTrash(actor, { q, cursor });
  const matches = formatTotal(page, "image");
  const href = (to?: string) => {
    const search = new URLSearchParams({ ...(q && { q }), ...(to && { cursor: to }) });
    return search.size > 0 ? `/trash?${search}` : "/trash";
  };
  return (
    <>
      <PageHeader
        title="Trash"
        back={{ href: "/images", label: "Library" }}
        sentence={
          page.total > 0
            ? `${matches.charAt(0).toUpperCase()}${matches.slice(1)}${q ? (page.total === 1 ? " matches" : " match") : ""}, private at Cloudflare until deleted for good. What goes first is at the top.`
            : "What is deleted comes here first."
        }
      />
      {(q || page.images.length > 0) && (
        <div className="pb-4">
          <SearchBox
            path="/trash"
            q={q}
            label="Search the trash"
            placeholder="Name, tag, recipient, or by:me"
            maxLength={400}
          />
        </div>
      )}
      {page.images.length === 0 && q && !cursor ? (
        <EmptyState
          art="matches"
          title="Nothing matches"
          sentence={
            page.problem
              ? `“${page.problem.text}” was not understood. ${page.problem.message}`
              : `Nothing in the trash fits “${q}”. A word of one or two letters is looked for where words begin.`
          }
          className="rounded-xl border bg-card"
        />
      ) : page.images.length === 0 ? (
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
              <Link href={cursor ? href() : "/images"}>
                {cursor ? "Go to the first page" : "Go to the library"}
              </Link>
            </Button>
          }
          className="rounded-xl border bg-card"
        />
      ) : (
        <TrashPicks
          q={q}
          shown={page.images.filter(({ state }) => state === "ready").map(({ id }) => id)}
          matches={matches}
        >
          <TrashList images={page.images} />
        </TrashPicks>
      )}
      {(cursor || page.next) && (
        <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-6">
          {cursor ? (
            <Button asChild>
              <Link href={href()}>
                <ChevronsLeft aria-hidden />
                First
              </Link>
            </Button>
          ) : (
            <span />
          )}
          {page.next && (
            <Button asChild>
              <Link href={href(page.next)}>
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
