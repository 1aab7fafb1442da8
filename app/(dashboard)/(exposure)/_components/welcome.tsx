import { Link2, Lock, Upload } from "lucide-react";
import Link from "next/link";
import { EmptyArt } from "@/components/empty-art";
import { UploadButton } from "@/components/layout/upload-button";
import { SampleButton } from "@/components/sample-button";
import { Button } from "@/components/ui/button";

const steps = [
  {
    icon: Upload,
    title: "Drop",
    text: "Each picture goes straight from this browser to Cloudflare, through a private address that works once.",
  },
  {
    icon: Lock,
    title: "Sealed",
    text: "Darkroom asks for it without a signature and counts it as sealed only after it was refused.",
  },
  {
    icon: Link2,
    title: "Share, with an end",
    text: "A signed link lets one reader in until a time that you choose. Every link is kept in the ledger.",
  },
] as const;

/** `others`: Cloudflare holds images that were not uploaded here. */
type WelcomeProps = { canUpload: boolean; samples: boolean; others: boolean };

/** The first screen of a new installation: what this is, and the one thing to do. */
export function Welcome({ canUpload, samples, others }: WelcomeProps) {
  return (
    <section aria-labelledby="welcome" className="overflow-hidden rounded-xl border bg-card">
      <div className="flex flex-col items-center px-6 pt-10 pb-9 text-center">
        <EmptyArt kind="prints" />
        <h2 id="welcome" className="mt-5 font-semibold text-lg">
          {canUpload ? "Drop your first images" : others ? "No images in Darkroom yet" : "No images yet"}
        </h2>
        <p className="mt-1 max-w-md text-muted-foreground text-sm">
          {canUpload
            ? "Drop files or folders anywhere on this screen. They are private from their first second, and this page then says who can see each of them."
            : "When somebody uploads, this page says of every picture who can see it. Editors, admins and owners may upload."}
        </p>
        {canUpload && (
          <div className="mt-5 flex flex-wrap justify-center gap-2">
            {samples && <SampleButton />}
            {others && (
              <Button asChild>
                <Link href="/import">Import what Cloudflare holds</Link>
              </Button>
            )}
            <UploadButton>Choose images</UploadButton>
          </div>
        )}
      </div>
      <ol className="grid gap-px border-t bg-border sm:grid-cols-3">
        {steps.map(({ icon: Icon, title, text }) => (
          <li key={title} className="bg-card px-5 py-4">
            <h3 className="flex items-center gap-2 font-medium text-sm">
              <Icon aria-hidden className="size-4 text-muted-foreground" />
              {title}
            </h3>
            <p className="mt-1 text-meta text-muted-foreground">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
