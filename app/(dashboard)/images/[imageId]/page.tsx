import type { Metadata } from "next";
import { CustomId } from "@/app/(dashboard)/images/[imageId]/_components/custom-id";
import { Details } from "@/app/(dashboard)/images/[imageId]/_components/details";
import { FileFacts } from "@/app/(dashboard)/images/[imageId]/_components/file-facts";
import { ImageActions } from "@/app/(dashboard)/images/[imageId]/_components/image-actions";
import { InTrash } from "@/app/(dashboard)/images/[imageId]/_components/in-trash";
import { LinkList } from "@/app/(dashboard)/images/[imageId]/_components/link-list";
import { Picture } from "@/app/(dashboard)/images/[imageId]/_components/picture";
import { RemoveImage } from "@/app/(dashboard)/images/[imageId]/_components/remove-image";
import { Timeline } from "@/app/(dashboard)/images/[imageId]/_components/timeline";
import { VariantCards } from "@/app/(dashboard)/images/[imageId]/_components/variant-cards";
import { WhoCanSee } from "@/app/(dashboard)/images/[imageId]/_components/who-can-see";
import { abilities, isStored } from "@/app/(dashboard)/images/[imageId]/abilities";
import { loadImage } from "@/app/(dashboard)/images/[imageId]/load-image";
import { timelineEntries } from "@/app/(dashboard)/images/[imageId]/timeline-entries";
import { PageHeader } from "@/components/page-header";
import { PendingWatcher } from "@/components/upload/pending-watcher";
import { listTimeline } from "@/lib/audit/queries";
import { requireActor } from "@/lib/auth/actor";
import { listCollectionsOf } from "@/lib/collections/queries";
import { unfinishedStates } from "@/lib/images/schema";
import { listImageLinks } from "@/lib/links/queries";
import { getCopy } from "@/lib/reseal/queries";

type Props = PageProps<"/images/[imageId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadImage((await params).imageId)).name };
}

export default async function ImagePage({ params }: Props) {
  const actor = await requireActor();
  const { imageId } = await params;
  const image = await loadImage(imageId);
  const [links, events, collections, copy] = await Promise.all([
    listImageLinks(actor, { imageId }),
    listTimeline(actor, { subjectType: "image", subjectId: imageId }),
    listCollectionsOf(actor, { imageId }),
    getCopy(actor, { imageId }),
  ]);
  const may = abilities(actor, image);
  const stored = isStored(image);

  return (
    <>
      <PageHeader title={image.name} back={{ href: "/images", label: "Library" }} className="pb-4" />
      {image.purgeAt && (
        <InTrash
          imageId={image.id}
          purgeAt={image.purgeAt}
          canRestore={may.restore}
          deleting={image.state === "deleting"}
        />
      )}
      <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_25rem]">
        <Picture image={image} />
        <div className="grid min-w-0 gap-8">
          <WhoCanSee image={image}>
            <ImageActions image={image} links={links} may={may} />
            <CustomId image={image} copy={copy} canCopy={may.copy} canDelete={may.remove} />
          </WhoCanSee>
          {stored && <VariantCards image={image} />}
          {(stored || links.length > 0) && (
            <LinkList links={links} canCreate={may.link} canTakeBack={may.takeBack} />
          )}
          <Details key={image.id} image={image} collections={collections} canEdit={may.edit} />
          <FileFacts image={image} />
          <Timeline entries={timelineEntries(events, links)} />
          {may.remove && <RemoveImage image={image} />}
        </div>
      </div>
      {may.upload && (image.privacyPending || unfinishedStates.includes(image.state)) && <PendingWatcher />}
    </>
  );
}
