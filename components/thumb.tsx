"use client";

import { ImageOff } from "lucide-react";
import { type CSSProperties, useCallback, useState } from "react";
import { cn } from "@/lib/cn";

type ThumbProps = {
  /** Null while there are no bytes to show. */
  src: string | null;
  alt: string;
  /** Of the original, so that nothing moves when it arrives and small pictures are not blown up. */
  width: number | null;
  height: number | null;
  /** A tiny data URI shown underneath until the picture is there. */
  placeholder?: string | null;
  /** The first row of a screen should not wait. */
  eager?: boolean;
  /** The mat's size and shape: it must have a height of its own, such as `aspect-square`. */
  className?: string;
  /** Space between the picture and the edge of the mat. */
  inset?: string;
};

/** A whole picture on a mat, never cropped. A plain `img`: signed addresses must not pass an optimiser. */
export function Thumb({
  src,
  alt,
  width,
  height,
  placeholder,
  eager = false,
  className,
  inset = "p-0",
}: ThumbProps) {
  // Keyed by address: a fresh signature gets a fresh try.
  const [settled, setSettled] = useState<{ src: string; ok: boolean } | null>(null);
  const state = settled && settled.src === src ? (settled.ok ? "ready" : "failed") : "loading";

  const watch = useCallback(
    (image: HTMLImageElement | null) => {
      // It may have loaded or failed before React was listening.
      if (src && image?.complete) setSettled({ src, ok: image.naturalWidth > 0 });
    },
    [src],
  );

  const w = width ?? 1;
  const h = height ?? 1;
  const frame: CSSProperties = {
    aspectRatio: `${w} / ${h}`,
    width: `min(100cqw, calc(100cqh * ${w / h})${width ? `, ${width}px` : ""})`,
  };
  return (
    <span className={cn("mat block overflow-hidden", inset, className)}>
      <span className="@container-size grid size-full place-items-center">
        {src && state !== "failed" ? (
          <span key="picture" className="relative block overflow-hidden" style={frame}>
            {placeholder && state === "loading" && (
              <img
                src={placeholder}
                alt=""
                aria-hidden
                className="absolute inset-0 size-full scale-105 blur-sm"
              />
            )}
            <img
              key={src}
              ref={watch}
              src={src}
              alt={alt}
              width={width ?? undefined}
              height={height ?? undefined}
              loading={eager ? "eager" : "lazy"}
              decoding="async"
              draggable={false}
              onLoad={() => setSettled({ src, ok: true })}
              onError={() => setSettled({ src, ok: false })}
              className="relative size-full object-contain"
            />
          </span>
        ) : (
          <span
            key="none"
            className="flex flex-col items-center gap-1.5 p-2 text-center text-muted-foreground text-xs"
          >
            <ImageOff aria-hidden className="size-5" />
            <span className="@max-[7rem]:sr-only">{src ? "Preview did not load" : "No preview yet"}</span>
            {alt && <span className="sr-only">: {alt}</span>}
          </span>
        )}
      </span>
    </span>
  );
}
