"use client";

import { Eye } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { measureOpening } from "@/app/(dashboard)/variants/actions";
import type { Size } from "@/app/(dashboard)/variants/geometry";
import { Thumb } from "@/components/thumb";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatPixels } from "@/lib/format";
import type { BlastRadius } from "@/lib/variants/schema";

type OpeningPanelProps = {
  id: string;
  size: Size | null;
  keepsMetadata: boolean;
  radius: BlastRadius | undefined;
  onRadius: (radius: BlastRadius) => void;
  typed: string;
  onTyped: (text: string) => void;
  onSmaller?: () => void;
};

/** What saving would open, counted now: in a number, in pictures, with the ways that open less. */
export function OpeningPanel({ id, radius, onRadius, ...rest }: OpeningPanelProps) {
  const [problem, setProblem] = useState<string>();
  const ask = useRef({ id, onRadius });

  useEffect(() => {
    let here = true;
    void measureOpening({ id: ask.current.id }).then((result) => {
      if (!here) return;
      if (result.ok) ask.current.onRadius(result.data);
      else setProblem(result.message);
    });
    return () => {
      here = false;
    };
  }, []);

  return (
    <section aria-live="polite" className="grid gap-4 rounded-lg border border-exposed/50 p-4">
      {problem && <p className="text-danger text-sm">The images could not be counted. {problem}</p>}
      {!radius && !problem && <Skeleton className="h-5 w-72 max-w-full" />}
      {radius && <Consequences radius={radius} {...rest} />}
    </section>
  );
}

type ConsequencesProps = Omit<OpeningPanelProps, "id" | "radius" | "onRadius"> & { radius: BlastRadius };

function Consequences({ radius, size, keepsMetadata, typed, onTyped, onSmaller }: ConsequencesProps) {
  const { privateImages, foreignImages, liveLinks, sample } = radius;
  const count = formatCount(privateImages);
  return (
    <>
      <div className="flex gap-3">
        <Eye aria-hidden className="mt-1 size-4 shrink-0 text-exposed" />
        <div className="grid gap-1 text-sm">
          <p className="font-semibold text-base leading-6">
            {privateImages > 0
              ? `${formatCount(privateImages, "private image becomes", "private images become")} readable by anyone`
              : "No private image is there to be opened now"}
          </p>
          <p className="text-muted-foreground">
            {privateImages > 0
              ? `In a size of up to ${size ? formatPixels(size.width, size.height) : "the box"}, without a signature, until the switch is off again. Every private image that comes later, too.`
              : "Every private image that is uploaded later will be readable by anyone in this size."}
            {keepsMetadata && " With metadata kept, anyone can also read where each was taken."}
          </p>
          {foreignImages > 0 && (
            <p className="text-muted-foreground">
              {formatCount(foreignImages)} of them {foreignImages === 1 ? "was" : "were"} not uploaded here,
              so Darkroom cannot show {foreignImages === 1 ? "it" : "them"}.
            </p>
          )}
          {liveLinks > 0 && (
            <p className="text-muted-foreground">
              {formatCount(liveLinks, "live link shows", "live links show")} this variant and will protect
              nothing.
            </p>
          )}
        </div>
      </div>
      {sample.length > 0 && <Sample radius={radius} />}
      <div className="grid gap-1 rounded-lg bg-muted px-3.5 py-3 text-sm">
        <p className="font-medium">Ways that open less</p>
        <p>
          For some people:{" "}
          <Link href="/images" className="underline underline-offset-3">
            create a signed link
          </Link>{" "}
          for one picture, with an end.
        </p>
        {onSmaller && (
          <p>
            For everybody:{" "}
            <button type="button" className="underline underline-offset-3" onClick={onSmaller}>
              make a smaller variant
            </button>{" "}
            and keep this one for signed links.
          </p>
        )}
      </div>
      {privateImages > 0 && (
        <Field id="confirm-count" label={`Type ${count} to confirm`}>
          {(aria) => (
            <Input
              {...aria}
              value={typed}
              onChange={(event) => onTyped(event.target.value)}
              inputMode="numeric"
              autoComplete="off"
              className="tabular max-w-40 scroll-mb-36"
            />
          )}
        </Field>
      )}
    </>
  );
}

function Sample({ radius: { sample, privateImages } }: { radius: BlastRadius }) {
  const more = privateImages - sample.length;
  return (
    <ul aria-label="Some of them" className="grid grid-cols-4 gap-2 sm:grid-cols-7">
      {sample.slice(0, 6).map((image) => (
        <li key={image.id} title={image.name} className="max-sm:nth-[n+4]:hidden">
          <Thumb
            src={image.thumbUrl}
            alt={image.name}
            width={null}
            height={null}
            placeholder={image.placeholder}
            eager
            className="aspect-square rounded-md"
            inset="p-1"
          />
        </li>
      ))}
      {more > 0 && (
        <li className="flex aspect-square items-center justify-center rounded-md bg-muted px-1 text-center text-muted-foreground text-xs">
          {formatCount(more)} more
        </li>
      )}
    </ul>
  );
}
