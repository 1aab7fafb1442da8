"use client";

import { ScanEye } from "lucide-react";
import { useState, useTransition } from "react";
import { AnswerBadge } from "@/app/(dashboard)/links/desk/_components/verdict";
import { measureLink } from "@/app/(dashboard)/links/desk/[linkId]/actions";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { MeasuredItem } from "@/lib/revocation/schema";

/** Tries the entry's addresses as its holder would, whenever one wants to know; answers from before `since` are dropped. */
export function Measure({ linkId, since }: { linkId: string; since: number }) {
  const [measured, setItems] = useState<MeasuredItem[]>();
  const items = measured?.filter(({ at }) => at.getTime() >= since);
  const [problem, setProblem] = useState<string>();
  const [busy, start] = useTransition();

  const measure = () =>
    start(async () => {
      setProblem(undefined);
      const result = await measureLink({ linkId });
      if (result.ok) setItems(result.data);
      else setProblem(result.message);
    });

  return (
    <section aria-labelledby="measure" aria-live="polite" className="py-4">
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id="measure" className="font-semibold text-base">
            What its holder sees now
          </h2>
          <p className="text-meta text-muted-foreground">
            A real request with a right signature. What was downloaded stays downloaded, and a browser may
            show a cached copy for up to an hour.
          </p>
        </div>
        <Button disabled={busy} aria-busy={busy} onClick={measure} className="max-sm:h-11 max-sm:w-full">
          <ScanEye aria-hidden />
          {busy ? "Measuring…" : "Measure now"}
        </Button>
      </div>
      {problem && <p className="text-danger text-sm">{problem}</p>}
      {items && items.length > 0 && (
        <ul className="divide-y overflow-hidden rounded-xl border bg-card">
          {items.map(({ imageName, variantId, endsAt, answer, at }) => (
            <li
              key={`${imageName} ${variantId} ${endsAt.getTime()}`}
              className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3 text-sm sm:px-5"
            >
              <AnswerBadge answer={answer} />
              <span className="min-w-0 flex-1 basis-40 break-words">
                {imageName} <span className="text-muted-foreground">in {variantId}</span>
              </span>
              <Time value={at} className="text-meta text-muted-foreground" />
            </li>
          ))}
        </ul>
      )}
      {items?.some(({ answer }) => answer === "no-key") && (
        <p className="pt-3 text-meta text-muted-foreground">
          Not measurable: no key that Darkroom knows made that address, so it cannot be made again and tried.
          Paste the leaked address itself into the leak desk, and it is.
        </p>
      )}
    </section>
  );
}
