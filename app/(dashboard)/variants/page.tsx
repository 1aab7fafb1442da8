import type { Metadata } from "next";
import { CreateVariant } from "@/app/(dashboard)/variants/_components/create-variant";
import { NoVariants } from "@/app/(dashboard)/variants/_components/no-variants";
import { OwnVariants } from "@/app/(dashboard)/variants/_components/own-variants";
import { VariantList } from "@/app/(dashboard)/variants/_components/variant-list";
import { Freshness } from "@/components/freshness";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { summariseExposure } from "@/lib/exposure/queries";
import { formatCount, formatList } from "@/lib/format";
import { listVariants } from "@/lib/variants/queries";

export const metadata: Metadata = { title: "Variants" };

export default async function VariantsPage({ searchParams }: PageProps<"/variants">) {
  const actor = await requireActor();
  const [variants, { privateImages, foreign }] = await Promise.all([
    listVariants(actor),
    summariseExposure(actor),
  ]);
  const theirs = variants.filter(({ own }) => !own);
  const opened = theirs.filter(({ alwaysPublic }) => alwaysPublic).map(({ id }) => id);
  const canManage = can(actor, "variant:manage");
  const asked = (await searchParams).new !== undefined;
  return (
    <>
      <PageHeader
        title="Variants"
        sentence={inWords(theirs.length, opened, privateImages + foreign.private)}
        meta={variants[0] && <Freshness asOf={variants[0].checkedAt} />}
        actions={canManage && <CreateVariant taken={variants.map(({ id }) => id)} startOpen={asked} />}
      />
      {theirs.length === 0 ? (
        <NoVariants canManage={canManage} />
      ) : (
        <VariantList variants={theirs} taken={variants.map(({ id }) => id)} canManage={canManage} />
      )}
      <OwnVariants variants={variants.filter(({ own }) => own)} />
    </>
  );
}

function inWords(count: number, opened: string[], privateImages: number): string {
  if (count === 0) return "A variant is a named size in which a picture can be seen.";
  const total = formatCount(count, "variant");
  if (opened.length === 0)
    return `${total}. None is always public: a private picture needs a signed link in each.`;
  const who = `${total}. Anyone can read ${formatCount(privateImages, "private image")} through ${formatList(opened)}`;
  return `${who}, which ${opened.length === 1 ? "is" : "are"} always public.`;
}
