import { ChevronRight, ChevronsLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AltTextRow } from "@/app/(dashboard)/alt-text/_components/alt-text-row";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { listMissingAlt } from "@/lib/alt-text/queries";
import { missingAltQuerySchema } from "@/lib/alt-text/schema";
import { can, requireActor } from "@/lib/auth/actor";
import { formatTotal } from "@/lib/format";

export const metadata: Metadata = { title: "Missing alt text" };

export default async function AltTextPage({ searchParams }: PageProps<"/alt-text">) {
  const actor = await requireActor();
  if (!can(actor, "image:edit")) notFound();
  const { cursor } = missingAltQuerySchema.parse(await searchParams);
  const { images, next, ...total } = await listMissingAlt(actor, { cursor });
  const words = formatTotal(total, "image");
  return (
    <>
      <PageHeader
        title="Missing alt text"
        back={{ href: "/images", label: "Library" }}
        sentence={
          total.total > 0
            ? `${words.charAt(0).toUpperCase()}${words.slice(1)} ${total.total === 1 ? "says" : "say"} nothing to those who cannot see ${total.total === 1 ? "it" : "them"}. Ctrl Enter saves and goes to the next.`
            : "What pictures say to those who cannot see them."
        }
      />
      {images.length === 0 ? (
        <EmptyState
          art="quiet"
          title={cursor ? "This page has run out" : "Every image has alt text"}
          sentence={
            cursor
              ? "What was on it has alt text by now."
              : "New images appear here until somebody writes theirs."
          }
          action={
            <Button asChild>
              <Link href={cursor ? "/alt-text" : "/images"}>
                {cursor ? "Go to the first page" : "Go to the library"}
              </Link>
            </Button>
          }
          className="rounded-xl border bg-card"
        />
      ) : (
        <ul
          aria-label="Images without alt text"
          className="divide-y overflow-hidden rounded-xl border bg-card"
        >
          {images.map((image) => (
            <li key={image.id}>
              <AltTextRow
                image={{
                  id: image.id,
                  name: image.name,
                  thumbUrl: image.thumbUrl,
                  placeholder: image.placeholder,
                  width: image.width,
                  height: image.height,
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {(cursor || next) && (
        <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-6">
          {cursor ? (
            <Button asChild>
              <Link href="/alt-text">
                <ChevronsLeft aria-hidden />
                Newest
              </Link>
            </Button>
          ) : (
            <span />
          )}
          {next && (
            <Button asChild>
              <Link href={`/alt-text?cursor=${next}`}>
                Older
                <ChevronRight aria-hidden />
              </Link>
            </Button>
          )}
        </nav>
      )}
    </>
  );
}
