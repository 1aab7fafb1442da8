"use client";

import { Download, Globe, Link2, Lock } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { createLinkEvent } from "@/app/(dashboard)/images/[imageId]/_components/open-link-dialog";
import type { Abilities } from "@/app/(dashboard)/images/[imageId]/abilities";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";
import { type ImageDetail, ownVariantIds } from "@/lib/images/schema";
import type { LinkChoices } from "@/lib/links/choices-schema";
import type { LinkRow } from "@/lib/links/schema";

const CreateLinkDialog = dynamic(
  () =>
    import("@/app/(dashboard)/images/_components/create-link/create-link-dialog").then(
      (m) => m.CreateLinkDialog,
    ),
  { ssr: false },
);
const PrivacyDialog = dynamic(
  () => import("@/app/(dashboard)/images/[imageId]/_components/privacy-dialog").then((m) => m.PrivacyDialog),
  { ssr: false },
);

/** What this page knows already, so that the dialog need not ask. */
const choicesOf = (image: ImageDetail, may: Abilities): LinkChoices => ({
  images: [image],
  left: [],
  variants: image.variants.filter(
    ({ id, readers }) => readers === "link-holders" && !ownVariantIds.includes(id),
  ),
  maxDays: may.maxLinkDays,
});

type ImageActionsProps = { image: ImageDetail; links: LinkRow[]; may: Abilities };

/** Letting somebody in is the primary act; opening it to everybody stands apart from it. */
export function ImageActions({ image, links, may }: ImageActionsProps) {
  const [open, setOpen] = useState<"link" | "privacy">();
  const close = (shown: boolean) => !shown && setOpen(undefined);
  useShortcut("l", () => setOpen("link"), may.link);
  useEffect(() => {
    const show = () => setOpen("link");
    window.addEventListener(createLinkEvent, show);
    return () => window.removeEventListener(createLinkEvent, show);
  }, []);

  // Marked private and answered all the same: the way out is to send the mark again.
  const leaking = image.private && image.exposure.exposure === "open";
  const to = image.private && !leaking ? "public" : "private";
  if (!may.link && !may.original && !may.privacy) return null;
  return (
    <>
      {(may.link || may.original) && (
        <div className="flex flex-wrap gap-2">
          {may.link && (
            <Button variant="primary" className="max-sm:flex-1" onClick={() => setOpen("link")}>
              <Link2 aria-hidden />
              Create link
              <Kbd className="border-transparent bg-background/15 text-current">L</Kbd>
            </Button>
          )}
          {may.original && (
            <Button asChild className="max-sm:flex-1">
              <a href={`/api/images/${image.id}/original`}>
                <Download aria-hidden />
                Download original
              </a>
            </Button>
          )}
        </div>
      )}
      {may.privacy && (
        <div className="flex items-center justify-between gap-3 border-t pt-4">
          <p className="text-meta text-muted-foreground">
            {image.private ? "Marked private at Cloudflare" : "Marked public at Cloudflare"}
          </p>
          <Button size="sm" onClick={() => setOpen("privacy")}>
            {to === "public" ? <Globe aria-hidden /> : <Lock aria-hidden />}
            {to === "public" ? "Make public…" : leaking ? "Make private again…" : "Make private…"}
          </Button>
        </div>
      )}
      {open === "link" && (
        <CreateLinkDialog imageIds={[image.id]} choices={choicesOf(image, may)} onOpenChange={close} />
      )}
      {open === "privacy" && (
        <PrivacyDialog
          image={image}
          links={links}
          to={to}
          onOpenChange={close}
          onCreateLink={may.link ? () => setOpen("link") : undefined}
        />
      )}
    </>
  );
}
