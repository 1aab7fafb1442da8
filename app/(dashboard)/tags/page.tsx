import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TagList } from "@/app/(dashboard)/tags/_components/tag-list";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { SearchBox } from "@/components/search-box";
import { SegmentedLinks } from "@/components/ui/segmented";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { tagRule } from "@/lib/images/tag";
import { listTagCounts } from "@/lib/tags/queries";
import { type FindTagsInput, findTagsSchema } from "@/lib/tags/schema";

export const metadata: Metadata = { title: "Tags" };

export default async function TagsPage({ searchParams }: PageProps<"/tags">) {
  const actor = await requireActor();
  if (!can(actor, "image:edit")) notFound();
  const asked = findTagsSchema.parse(await searchParams);
  const { q, order } = asked;
  const { tags, more } = await listTagCounts(actor, asked);
  const href = (changed: Partial<FindTagsInput>) => {
    const to = { ...asked, ...changed };
    return `/tags?${new URLSearchParams({ ...(to.q && { q: to.q }), order: to.order })}`;
  };
  return (
    <>
      <PageHeader
        title="Tags"
        back={{ href: "/images", label: "Library" }}
        sentence={
          tags.length > 0
            ? `${more ? "More than " : ""}${formatCount(tags.length, "tag")}${q ? " with these letters" : ""}, the ${order} used first${more ? "; the others are found by their letters" : ""}. Renaming one to a name that exists merges the two.`
            : "Words that images are found by."
        }
      />
      {(q || tags.length > 0) && (
        <div className="flex flex-wrap items-center gap-3 pb-3">
          <SearchBox
            path="/tags"
            q={q}
            keep={order === "least" ? [["order", order]] : []}
            label="Search tags"
            placeholder="Search by letters"
            maxLength={tagRule.longest}
          />
          <SegmentedLinks
            label="Order"
            options={[
              {
                href: href({ order: "most" }),
                label: "Most used",
                name: "Most used first",
                current: order === "most",
              },
              {
                href: href({ order: "least" }),
                label: "Least used",
                name: "Least used first",
                current: order === "least",
              },
            ]}
          />
        </div>
      )}
      {tags.length === 0 && q ? (
        <EmptyState
          art="matches"
          title="Nothing matches"
          sentence={`No tag has “${q}” in it. One or two letters are looked for where words begin.`}
          className="rounded-xl border bg-card"
        />
      ) : tags.length === 0 ? (
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
