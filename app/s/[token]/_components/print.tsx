import { Download } from "lucide-react";
import { Thumb } from "@/components/thumb";
import { Button } from "@/components/ui/button";
import type { Picture } from "@/lib/gate/schema";

type PrintProps = { token: string; picture: Picture; allowDownload: boolean; eager: boolean };

/** One picture on its mat. Each address of it is checked again when it is fetched. */
export function Print({ token, picture, allowDownload, eager }: PrintProps) {
  const { position, name, alt, width, height, placeholder, variants } = picture;
  const at = (place: number) => `/s/${token}/${place}`;
  const ratio = width && height ? Math.min(1.6, Math.max(0.8, width / height)) : 1.5;
  return (
    <figure className="grid gap-3">
      <a
        href={at(position)}
        target="_blank"
        rel="noreferrer"
        className="block max-h-[82dvh] w-full rounded-lg"
        style={{ aspectRatio: ratio }}
        aria-label={`Open ${name} alone`}
      >
        <Thumb
          src={at(position)}
          alt={alt}
          width={width}
          height={height}
          placeholder={placeholder}
          eager={eager}
          className="size-full rounded-lg"
          inset="p-2 sm:p-3"
        />
      </a>
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="min-w-0 break-words font-medium text-sm">{name}</span>
        {variants.length > 1 && (
          <span className="flex flex-wrap gap-x-4 gap-y-2 text-sm">
            {variants.map(({ position: place, variantId }) => (
              <a
                key={place}
                href={at(place)}
                target="_blank"
                rel="noreferrer"
                className="hit-area underline decoration-border-strong underline-offset-3 hover:decoration-current"
              >
                Open as {variantId}
                <span className="sr-only"> of {name}</span>
              </a>
            ))}
          </span>
        )}
        {allowDownload && (
          <span className="flex flex-wrap gap-2">
            {variants.map(({ position: place, variantId }) => (
              <Button key={place} asChild size="sm">
                <a href={`${at(place)}?save`} download>
                  <Download aria-hidden />
                  Save<span className={variants.length > 1 ? undefined : "sr-only"}>{variantId}</span>
                  <span className="sr-only">of {name}</span>
                </a>
              </Button>
            ))}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
