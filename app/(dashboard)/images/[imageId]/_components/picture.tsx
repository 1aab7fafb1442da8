import { Clock, CloudUpload, FileX2, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Thumb } from "@/components/thumb";
import { Time } from "@/components/time";
import { cn } from "@/lib/cn";
import type { ImageDetail } from "@/lib/images/schema";

/** As large as the window lets it be; on a desk it stays while the facts beside it scroll. */
export const pictureFrame =
  "h-[min(46svh,24rem)] w-full lg:sticky lg:top-6 lg:h-[calc(100dvh-9.5rem)] lg:min-h-96";

export function Picture({ image }: { image: ImageDetail }) {
  const empty = emptyMat(image);
  if (empty) return <div className={cn(pictureFrame, "mat rounded-xl")}>{empty}</div>;
  return (
    <div className={pictureFrame}>
      <Thumb
        src={image.viewUrl}
        alt={image.altText || image.name}
        width={image.width}
        height={image.height}
        placeholder={image.placeholder}
        eager
        className="size-full rounded-xl"
        inset="p-3 sm:p-5"
      />
    </div>
  );
}

function emptyMat({ state, failure, uploadExpiresAt, cloudflareId }: ImageDetail): ReactNode {
  if (state === "requested" || state === "pending")
    return (
      <Note icon={<CloudUpload aria-hidden />} title="Waiting for its bytes">
        The browser that chose this file sends it straight to Cloudflare. This page looks again by itself.
        {uploadExpiresAt && (
          <>
            {" "}
            Its upload address works until <Time value={uploadExpiresAt} show="short" />; after that nothing
            is stored, and the file can be dropped again.
          </>
        )}
      </Note>
    );
  if (state === "received")
    return (
      <Note icon={<Clock aria-hidden />} title="Cloudflare has it; Darkroom is measuring">
        It is asked for without a signature, and its size and fingerprint are taken from the original. Until
        then nobody says that it is sealed.
      </Note>
    );
  if (state === "failed")
    return (
      <Note icon={<FileX2 aria-hidden />} title="The upload failed">
        {failure ?? "Cloudflare did not receive it."}{" "}
        {cloudflareId
          ? "What it left at Cloudflare is being removed; until that is confirmed it may still be stored. Darkroom keeps trying."
          : "Nothing is stored. Drop the file again, and delete this entry."}
      </Note>
    );
  if (state === "deleting")
    return (
      <Note icon={<Trash2 aria-hidden />} title="Being deleted">
        Cloudflare has not confirmed it yet. Darkroom asks again by itself, and the entry goes last.
      </Note>
    );
  return null;
}

function Note({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1 px-6 text-center text-sm [&_svg]:mb-2 [&_svg]:size-7 [&_svg]:text-muted-foreground">
      {icon}
      <p className="font-medium text-base">{title}</p>
      <p className="max-w-sm text-muted-foreground">{children}</p>
    </div>
  );
}
