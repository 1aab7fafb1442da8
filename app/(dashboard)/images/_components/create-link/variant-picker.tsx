"use client";

import { MapPin } from "lucide-react";
import { variantSize } from "@/app/(dashboard)/images/variant-size";
import { Thumb } from "@/components/thumb";
import type { LinkVariant, ShareImage } from "@/lib/links/choices-schema";

type VariantPickerProps = {
  /** The first of the images is what the variants are shown with. */
  images: ShareImage[];
  variants: LinkVariant[];
  value: string[];
  onChange: (variantIds: string[]) => void;
  error: string | undefined;
};

/** The pictures themselves are the choice: what is seen here is what the link opens. */
export function VariantPicker({ images, variants, value, onChange, error }: VariantPickerProps) {
  const [image] = images;
  const keeps = variants.some(({ id, metadata }) => value.includes(id) && metadata === "keep");
  const tells = keeps && images.some(({ hasLocation }) => hasLocation);
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...value, id] : value.filter((chosen) => chosen !== id));
  return (
    <fieldset className="min-w-0" aria-describedby={error ? "variant-error" : undefined}>
      <legend className="mb-1.5 font-medium text-sm">What it opens</legend>
      <div className="grid max-h-64 grid-cols-2 gap-2 overflow-y-auto p-0.5 sm:grid-cols-3">
        {variants.map((variant) => (
          <label
            key={variant.id}
            className="relative min-w-0 cursor-pointer overflow-hidden rounded-lg border bg-card hover:border-border-strong has-checked:border-safelight has-focus-visible:outline-2 has-focus-visible:outline-ring has-checked:ring-1 has-checked:ring-safelight"
          >
            <input
              type="checkbox"
              name="variantId"
              value={variant.id}
              checked={value.includes(variant.id)}
              onChange={(event) => toggle(variant.id, event.target.checked)}
              className="absolute inset-0 cursor-pointer appearance-none outline-none"
            />
            <Thumb
              src={variant.previewUrl}
              alt=""
              width={image?.width ?? null}
              height={image?.height ?? null}
              placeholder={image?.placeholder}
              eager
              className="aspect-[3/2]"
              inset="p-1.5"
            />
            <span className="grid px-2.5 pt-1.5 pb-2">
              <span className="truncate font-medium text-sm">{variant.id}</span>
              <span className="text-muted-foreground text-xs">{variantSize(variant)}</span>
            </span>
          </label>
        ))}
      </div>
      {tells && (
        <p role="status" className="mt-2 flex items-start gap-1.5 text-exposed text-meta">
          <MapPin aria-hidden className="mt-0.5 size-3.5 shrink-0" />A chosen variant keeps metadata, and an
          original says where it was taken. Whoever opens the link can read that.
        </p>
      )}
      {error && (
        <p id="variant-error" role="alert" className="mt-1.5 text-danger text-meta">
          {error}
        </p>
      )}
    </fieldset>
  );
}
