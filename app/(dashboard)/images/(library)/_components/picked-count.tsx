"use client";

import { Eye } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Picks } from "@/app/(dashboard)/images/(library)/_components/pick-store";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";

const PickedDialog = dynamic(
  () => import("@/app/(dashboard)/images/(library)/_components/picked-dialog").then((m) => m.PickedDialog),
  { ssr: false },
);

type OutOfSightProps = {
  picks: string[];
  /** What the list shows: what is ticked may be elsewhere. */
  shown: readonly { id: string }[];
  onUntick: (imageIds: string[]) => void;
};

/** How many are ticked. */
export function PickedCount({
  picks: { picks, everything },
  matches,
}: {
  picks: Picks;
  matches: string | null;
}) {
  const left = everything?.except.length ?? 0;
  return (
    <p role="status" className="tabular mr-1.5 min-w-0 truncate font-medium text-sm">
      {everything
        ? `All ${matches ?? "that match"}${left > 0 ? `, without ${formatCount(left)}` : ""}`
        : `${formatCount(picks.length)} selected`}
    </p>
  );
}

/** An act on what nobody sees must not come as a surprise: says so above the bar, and shows them. */
export function OutOfSight({ picks, shown, onUntick }: OutOfSightProps) {
  const [listing, setListing] = useState(false);
  const here = new Set(shown.map(({ id }) => id));
  const inSight = picks.filter((id) => here.has(id)).length;
  const hidden = picks.length - inSight;
  return (
    <>
      {hidden > 0 && (
        <div className="flex max-w-full items-center gap-1 rounded-xl border border-border-strong bg-popover py-1 pr-1 pl-4 text-sm shadow-float">
          <p role="status" className="tabular">
            {inSight === 0 ? "None of them shown here" : `${formatCount(hidden)} of them not shown here`}
          </p>
          <Button variant="ghost" size="sm" onClick={() => setListing(true)}>
            <Eye aria-hidden />
            Show them
          </Button>
        </div>
      )}
      {listing && <PickedDialog picks={picks} onUntick={onUntick} onClose={() => setListing(false)} />}
    </>
  );
}
