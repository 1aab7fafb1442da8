import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TagList } from "@/app/(dashboard)/tags/_components/tag-list";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { listTagCounts } from "@/lib/tags/queries";

export const metadata: Metadata = { title: "Tags" };

export default async function TagsPage() {
  const actor = await requireActor();
  if (!can(actor, "image:edit")) notFound();
  const tags = await listTagCounts(actor);
  return (
    <>
      <PageHeader
        title="Tags"
        back={{ href: "/images", label: "Library" }}
        sentence={
          tags.length > 0
            ? `${formatCount(tags.length, "tag")}, the most used first. Renaming one to a name that exists merges the two.`
            : "Words that images are found by."
        }
      />
      {tags.length === 0 ? (
        <EmptyState
          art="quiet"
          title="No tags yet"
          sentence="Select images in the library and press T, or write tags on an image's own page."
          className="rounded-xl border bg-card"
        />
      ) : (
        <TagList tags={tags} />
      )}
    </>
  );
}
