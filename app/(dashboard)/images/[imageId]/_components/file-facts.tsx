import { MapPin } from "lucide-react";
import Link from "next/link";
import { Section } from "@/app/(dashboard)/images/[imageId]/_components/section";
import { CopyButton } from "@/components/copy-button";
import { Fact, FactList } from "@/components/fact-list";
import { Time } from "@/components/time";
import { formatBytes, formatList, formatPixels } from "@/lib/format";
import type { ImageDetail } from "@/lib/images/schema";

const typeNames: Record<string, string> = {
  "image/jpeg": "JPEG",
  "image/png": "PNG",
  "image/webp": "WebP",
  "image/gif": "GIF",
};

/** What was measured on the original as Cloudflare holds it. */
export function FileFacts({ image }: { image: ImageDetail }) {
  const keeping = image.variants.filter(({ metadata }) => metadata === "keep").map(({ id }) => id);
  return (
    <Section title="File">
      {image.hasLocation && (
        <p className="mb-2 flex items-start gap-2 rounded-lg bg-exposed-soft px-3.5 py-2.5 text-sm">
          <MapPin aria-hidden className="mt-0.5 size-4 shrink-0 text-exposed" />
          {keeping.length > 0
            ? `The original says where it was taken, and so ${keeping.length === 1 ? "does the variant" : "do the variants"} ${formatList(keeping)}, which keep${keeping.length === 1 ? "s" : ""} metadata.`
            : "The original says where it was taken. No variant passes that on; downloading the original does."}
        </p>
      )}
      {image.state === "ready" && image.sha256 === null && (
        <p className="mb-2 text-muted-foreground text-sm">
          {image.importId === null
            ? "Type, size, pixels and fingerprint are not known: the original could not be read, as when the API token may not read originals. Darkroom tries again by itself; the settings say what the token lacks."
            : "Type, size, pixels and fingerprint are not known yet: it was imported, and originals of imports are read a few at a time, within Cloudflare's rate limit. It happens by itself."}
        </p>
      )}
      <FactList>
        <Fact label="File name">{image.fileName}</Fact>
        {image.mimeType && <Fact label="Type">{typeNames[image.mimeType] ?? image.mimeType}</Fact>}
        {image.bytes !== null && <Fact label="Size">{formatBytes(image.bytes)}</Fact>}
        {image.width !== null && image.height !== null && (
          <Fact label="Pixels">{formatPixels(image.width, image.height)}</Fact>
        )}
        {image.hasLocation !== null && (
          <Fact label="Location">{image.hasLocation ? "In the original" : "None in the original"}</Fact>
        )}
        {image.sha256 && (
          <Fact label="SHA-256" action={<CopyButton iconOnly value={image.sha256} label="Copy SHA-256" />}>
            <Fingerprint value={image.sha256} />
          </Fact>
        )}
        {image.cloudflareId && (
          <Fact
            label="Cloudflare id"
            action={<CopyButton iconOnly value={image.cloudflareId} label="Copy Cloudflare id" />}
          >
            <span className="block truncate font-mono text-xs" title={image.cloudflareId}>
              {image.cloudflareId}
            </span>
          </Fact>
        )}
        {image.importId === null ? (
          <Fact label="Uploaded">
            <Time value={image.createdAt} show="absolute" /> by {image.uploadedBy}
          </Fact>
        ) : (
          <Fact label="Stored">
            <Time value={image.createdAt} show="absolute" />; brought in by {image.uploadedBy} with{" "}
            <Link
              href={`/images?q=import:${image.importId}`}
              className="hit-area underline underline-offset-4"
            >
              import {image.importId}
            </Link>
          </Fact>
        )}
      </FactList>
    </Section>
  );
}

/** Both ends of it: enough to compare by eye, and the whole is one press away. */
function Fingerprint({ value }: { value: string }) {
  return (
    <span className="font-mono text-xs" title={value}>
      {value.slice(0, 12)}…{value.slice(-12)}
    </span>
  );
}
