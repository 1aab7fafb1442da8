import { CircleDashed, Eye, Lock } from "lucide-react";
import Link from "next/link";
import { Section } from "@/app/(dashboard)/images/[imageId]/_components/section";
import { readersInShort, readersOf } from "@/app/(dashboard)/images/[imageId]/readers";
import { variantSize } from "@/app/(dashboard)/images/variant-size";
import { CopyButton } from "@/components/copy-button";
import { Thumb } from "@/components/thumb";
import { cn } from "@/lib/cn";
import type { ImageDetail, ImageVariant } from "@/lib/images/schema";

/** Each rendition beside the others, with who can read it. */
export function VariantCards({ image }: { image: ImageDetail }) {
  return (
    <Section
      title="Variants"
      aside={
        image.variants.length > 0 && (
          <span className="text-meta text-muted-foreground">{readersInShort(image)}</span>
        )
      }
    >
      {image.variants.length === 0 ? (
        <p className="text-muted-foreground text-sm">
          There are no variants to share yet.{" "}
          <Link href="/variants" className="text-foreground underline underline-offset-4">
            See variants
          </Link>
        </p>
      ) : (
        <ul className="grid grid-cols-2 gap-3">
          {image.variants.map((variant) => (
            <VariantCard key={variant.id} variant={variant} image={image} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function VariantCard({ variant, image }: { variant: ImageVariant; image: ImageDetail }) {
  const readers = readersOf(image, variant);
  const anyone = readers === "anyone";
  const doubtful = readers === "perhaps";
  const Icon = doubtful ? CircleDashed : anyone ? Eye : Lock;
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-lg border bg-card">
      <Thumb
        src={variant.previewUrl}
        alt={`${image.name} as ${variant.id}`}
        width={image.width}
        height={image.height}
        placeholder={image.placeholder}
        className="aspect-[3/2]"
        inset="p-2"
      />
      <div className="grid flex-1 content-start gap-0.5 px-3 pt-2 pb-2.5">
        <h3 className="truncate font-medium text-sm" title={variant.id}>
          {variant.id}
        </h3>
        <p className="truncate text-muted-foreground text-xs">{variantSize(variant)}</p>
        <p
          className={cn(
            "mt-1 flex items-center gap-1.5 font-medium text-meta",
            doubtful
              ? "text-unknown"
              : anyone
                ? image.private
                  ? "text-exposed"
                  : "text-open"
                : "text-sealed",
          )}
        >
          <Icon aria-hidden className="size-3.5 shrink-0" />
          {doubtful ? "Perhaps anyone" : anyone ? "Anyone" : "Link holders"}
        </p>
        {anyone && variant.alwaysPublic && image.private && (
          <p className="text-muted-foreground text-xs">Always public, for every image</p>
        )}
        {variant.publicUrl && (
          <CopyButton value={variant.publicUrl} label="Copy address" size="sm" className="mt-1.5 w-full" />
        )}
      </div>
    </li>
  );
}
