"use client";

import { MapPin } from "lucide-react";
import { variantSize } from "@/app/(dashboard)/images/[imageId]/variant-size";
import { Thumb } from "@/components/thumb";
import type { ImageDetail, ImageVariant } from "@/lib/images/schema";

type VariantPickerProps = {
  image: ImageDetail;
  variants: ImageVariant[];
  value: string;
  onChange: (variantId: string) => void;
  error: string | undefined;
};

/** The pictures themselves are the choice: what is seen here is what the link opens. */
export function VariantPicker({ image, variants, value, onChange, error }: VariantPickerProps) {
  const chosen = variants.find(({ id }) => id === value);
  const tells = image.hasLocation && chosen?.metadata === "keep";
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
              type="radio"
              name="variantId"
              value={variant.id}
              checked={variant.id === value}
              onChange={() => onChange(variant.id)}
              className="absolute inset-0 cursor-pointer appearance-none outline-none"
            />
            <Thumb
              src={variant.previewUrl}
              alt=""
              width={image.width}
              height={image.height}
              placeholder={image.placeholder}
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
          <MapPin aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          This variant keeps metadata, and the original says where it was taken. Whoever opens the link can
          read that.
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
