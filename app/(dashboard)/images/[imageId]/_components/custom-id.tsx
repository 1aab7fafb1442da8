"use client";

import { CopyPlus, Infinity as ForEver } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ImageDetail } from "@/lib/images/schema";
import { copyWords, isUnderWay } from "@/lib/reseal/rules";
import type { CopyState } from "@/lib/reseal/schema";

const CopyDialog = dynamic(
  () => import("@/app/(dashboard)/images/[imageId]/_components/copy-dialog").then((m) => m.CopyDialog),
  { ssr: false },
);

type CustomIdProps = { image: ImageDetail; copy: CopyState | null; canCopy: boolean; canDelete: boolean };

const again = 5_000;

/** Why this image can never be private, and the way to one that can; or how far that has come. */
export function CustomId({ image, copy, canCopy, canDelete }: CustomIdProps) {
  const underWay = copy !== null && isUnderWay(copy.step);
  useWatch(underWay);
  if (!image.customId && !copy) return null;
  return (
    <div className="grid gap-3 border-t pt-4 text-sm">
      {image.customId && (
        <p className="flex gap-2.5">
          <ForEver aria-hidden className="mt-0.5 size-4 shrink-0 text-open" />
          <span>
            It can never be private: its id at Cloudflare was chosen when it was stored, and Cloudflare keeps
            such images public. It takes no signed links either.
          </span>
        </p>
      )}
      {copy && <Standing copy={copy} underWay={underWay} />}
      {image.customId && !underWay && canCopy && <CopyButton image={image} canDelete={canDelete} />}
    </div>
  );
}

/** Drawn anew while it is under way: the schedule goes on with it. */
function useWatch(underWay: boolean) {
  const router = useRouter();
  const look = useEffectEvent(() => router.refresh());
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(() => look(), again);
    return () => clearInterval(timer);
  }, [underWay]);
}

function Standing({ copy, underWay }: { copy: CopyState; underWay: boolean }) {
  const { step, failure, keepOld, oldCloudflareId } = copy;
  return (
    <p role="status" className="text-meta text-muted-foreground">
      {copyWords[step]}.{" "}
      {step === "done" &&
        (keepOld ? (
          <>
            The public one is kept: <span className="break-all font-mono text-xs">{oldCloudflareId}</span>{" "}
            stays open until it is deleted.
          </>
        ) : (
          "The public one is gone, and its address was asked for and opened nothing."
        ))}
      {(underWay || step === "failed") && failure}
      {underWay && " It goes on by itself."}
    </p>
  );
}

function CopyButton({ image, canDelete }: { image: ImageDetail; canDelete: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" className="w-fit" onClick={() => setOpen(true)}>
        <CopyPlus aria-hidden />
        Copy to a private image…
      </Button>
      {open && <CopyDialog image={image} canDelete={canDelete} onOpenChange={setOpen} />}
    </>
  );
}
