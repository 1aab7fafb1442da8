"use client";

import { useEffect, useState } from "react";
import { countLinks } from "@/app/(dashboard)/links/actions";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format";
import { type LinkAct, type LinkTarget, meansRunning } from "@/lib/links/changes-schema";

type Counted = { links: number; more: boolean; direct: number };

/**
 * How many links an act means. `expected` is absent until that is known; of those that were ticked it always is.
 * `refusal` says why they were not counted.
 */
export function useTargetCount(target: LinkTarget, act: LinkAct) {
  const [counted, setCounted] = useState<Counted>();
  const [refusal, setRefusal] = useState("");
  const [asked, setAsked] = useState(0);
  // What was meant when it opened; the page behind may draw anew.
  const [meant] = useState(target);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again is counted again
  useEffect(() => {
    let wanted = true;
    countLinks({ target: meant, act }).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setCounted(answer.data);
      setRefusal(answer.ok ? "" : answer.message);
    });
    return () => {
      wanted = false;
    };
  }, [meant, act, asked]);
  const expected = "linkIds" in meant ? meant.linkIds.length : counted?.links;
  return { counted, expected, refusal, recount: () => setAsked(asked + 1) };
}

type TargetCountProps = {
  act: LinkAct;
  counted: Counted | undefined;
  /** One by one: their number is known, so only what cannot be stopped of them is told. */
  ticked: boolean;
};

/** How many links are meant, and how many of them a revocation cannot stop. */
export function TargetCount({ act, counted, ticked }: TargetCountProps) {
  const revoking = act === "revoke";
  if (ticked && !revoking) return null;
  if (!counted) return <Skeleton className="h-9" />;
  if (counted.links === 0 && act === "extend")
    return (
      <p role="status" className="rounded-lg bg-muted px-3.5 py-2.5 text-sm">
        None of them runs. What has ended is opened again only when it is ticked.
      </p>
    );
  const which = meansRunning(act) ? "those that run, also those" : "also those";
  return (
    <p role="status" className="rounded-lg bg-muted px-3.5 py-2.5 text-sm">
      <span className="font-medium">{formatCount(counted.links, "link")}</span>
      {counted.more
        ? " are asked in one go; there are more. Do it again for the rest."
        : ` ${counted.links === 1 ? "is" : "are"} meant${ticked ? "" : `, ${which} on other pages of the list`}.`}
      {revoking && counted.direct > 0 && (
        <span className="block">
          {counted.direct >= counted.links
            ? "None can be stopped from here: "
            : `${formatCount(counted.direct)} of them cannot be stopped from here: `}
          a direct address is never asked about. Each can be taken back alone, with what that costs.
        </span>
      )}
    </p>
  );
}
