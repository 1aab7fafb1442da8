import Link from "next/link";
import type { ReactNode } from "react";
import { Freshness } from "@/components/freshness";
import { ImageStateBadge } from "@/components/image-state";
import { Time } from "@/components/time";
import type { Exposure } from "@/lib/exposure/schema";
import type { ImageDetail } from "@/lib/images/schema";

/** The answer first: who can see it now, why, how that is known, and what can be done about it. */
export function WhoCanSee({ image, children }: { image: ImageDetail; children: ReactNode }) {
  const { exposure, sentence, knownBy, asOf } = image.exposure;
  return (
    <section aria-labelledby="who" className="grid gap-4 rounded-xl border bg-card p-5">
      <h2 id="who" className="sr-only">
        Who can see it now
      </h2>
      <div className="grid gap-2">
        <ImageStateBadge image={image} />
        <p className="text-base leading-6">{sentence}</p>
        {exposure !== "pending" && (
          <Freshness
            knownBy={knownBy}
            asOf={asOf}
            stale={exposure === "unknown" && asOf !== null}
            action={
              exposure === "unknown" && (
                <Link href="/" className="hit-area text-foreground underline underline-offset-4">
                  Check the account
                </Link>
              )
            }
          />
        )}
        <Measured image={image} />
      </div>
      {children}
    </section>
  );
}

/** What a stranger was answered, where the line above does not already say it. */
function Measured({ image: { probe, probedAt, exposure, privacyPending } }: { image: ImageDetail }) {
  if (probe !== "refused" || !probedAt || privacyPending) return null;
  // The request is made through a variant that is not always public, and only says something about those.
  const words: Partial<Record<Exposure, string>> = {
    exposed: "In the other variants an unsigned request was refused",
    unknown: "When it was last tried, an unsigned request was refused",
  };
  const said = words[exposure.exposure];
  if (!said) return null;
  return (
    <p className="text-meta text-muted-foreground">
      {said} <Time value={probedAt} show="relative" />.
    </p>
  );
}
