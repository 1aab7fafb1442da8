import type { Metadata } from "next";
import { AttentionList } from "@/app/(dashboard)/(exposure)/_components/attention-list";
import { CheckNow } from "@/app/(dashboard)/(exposure)/_components/check-now";
import { ExposureBar } from "@/app/(dashboard)/(exposure)/_components/exposure-bar";
import { Latest } from "@/app/(dashboard)/(exposure)/_components/latest";
import { Welcome } from "@/app/(dashboard)/(exposure)/_components/welcome";
import { Freshness } from "@/components/freshness";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { listAttention, summariseExposure } from "@/lib/exposure/queries";
import type { ExposureSummary } from "@/lib/exposure/schema";
import { listImages } from "@/lib/images/queries";
import { imageQuerySchema } from "@/lib/images/schema";
import { samplesAvailable } from "@/lib/samples";
import { getFreshness } from "@/lib/sync/queries";

export const metadata: Metadata = { title: "Exposure" };

export default async function ExposurePage() {
  const actor = await requireActor();
  const [summary, attention, freshness, latest] = await Promise.all([
    summariseExposure(actor),
    listAttention(actor),
    getFreshness(actor),
    listImages(actor, imageQuerySchema.parse({})),
  ]);
  const canUpload = can(actor, "image:upload");

  return (
    <>
      <PageHeader
        title="Exposure"
        sentence={
          <span className="block max-w-2xl text-balance pt-1 text-foreground text-xl leading-7">
            {summary.sentence}
          </span>
        }
        meta={
          <Freshness
            knownBy="calculated"
            asOf={summary.asOf}
            stale={summary.stale && summary.asOf !== null}
            action={<CheckNow stale={freshness.stale} />}
          />
        }
      />
      {isNew(summary) ? (
        <Welcome
          canUpload={canUpload}
          samples={canUpload && samplesAvailable()}
          others={summary.foreign.private + summary.foreign.public > 0}
        />
      ) : (
        <ExposureBar counts={summary.counts} />
      )}
      {(attention.length > 0 || !isNew(summary)) && <AttentionList items={attention} />}
      <Latest images={latest.images} />
    </>
  );
}

/** Nothing was ever uploaded here: the screen explains itself instead of counting zeros. */
function isNew({ counts, unfinished, failed, deleting }: ExposureSummary): boolean {
  return Object.values(counts).every((count) => count === 0) && unfinished + failed + deleting === 0;
}
