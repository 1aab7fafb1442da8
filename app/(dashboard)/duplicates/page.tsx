import { ChevronRight, ChevronsLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DuplicateGroupRow } from "@/app/(dashboard)/duplicates/_components/duplicate-group";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { listDuplicates } from "@/lib/duplicates/queries";
import { duplicatesQuerySchema } from "@/lib/duplicates/schema";

export const metadata: Metadata = { title: "Duplicates" };

export default async function DuplicatesPage({ searchParams }: PageProps<"/duplicates">) {
  const actor = await requireActor();
  if (!can(actor, "image:edit")) notFound();
  const { after } = duplicatesQuerySchema.parse(await searchParams);
  const { groups, next } = await listDuplicates(actor, { after });
  return (
    <>
      <PageHeader
        title="Duplicates"
        back={{ href: "/images", label: "Library" }}
        sentence="Files that are stored more than once, byte for byte. Each copy has its own address, links and privacy."
      />
      {groups.length === 0 ? (
        <EmptyState
          art="quiet"
          title={after ? "That was the last of them" : "Nothing is stored twice"}
          sentence="The fingerprint is taken of the original when it arrives, so a copy that was changed in any way is another file."
          className="rounded-xl border bg-card"
        />
      ) : (
        <ul aria-label="Files stored more than once" className="grid gap-4">
          {groups.map((group) => (
            <li key={group.sha256}>
              <DuplicateGroupRow group={group} canTrash={can(actor, "image:delete")} />
            </li>
          ))}
        </ul>
      )}
      {(after || next) && (
        <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-6">
          {after ? (
            <Button asChild>
              <Link href="/duplicates">
                <ChevronsLeft aria-hidden />
                First
              </Link>
            </Button>
          ) : (
            <span />
          )}
          {next && (
            <Button asChild>
              <Link href={`/duplicates?after=${next}`}>
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
