"use client";

import { useEffect, useState } from "react";
import { countLinks } from "@/app/(dashboard)/links/actions";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format";
import type { LinkTarget } from "@/lib/links/changes-schema";

type Counted = { links: number; more: boolean; direct: number };
type TargetCountProps = {
  target: LinkTarget;
  /** Say how many of them can be stopped at once, also of those that were ticked. */
  revoking?: boolean;
};

/** How many links are meant, when they were not ticked one by one. */
export function TargetCount({ target, revoking = false }: TargetCountProps) {
  const [counted, setCounted] = useState<Counted>();
  // What was meant when it opened; the page behind may draw anew.
  const [meant] = useState(target);
  const ticked = "linkIds" in meant && !revoking;
  useEffect(() => {
    if (ticked) return;
    countLinks({ target: meant }).then((answer) => answer.ok && setCounted(answer.data));
  }, [meant, ticked]);
  if (ticked) return null;
  if (!counted) return <Skeleton className="h-9" />;
  return (
    <p role="status" className="rounded-lg bg-muted px-3.5 py-2.5 text-sm">
      <span className="font-medium">{formatCount(counted.links, "link")}</span>
      {counted.more
        ? " are asked in one go; there are more. Do it again for the rest."
        : ` ${counted.links === 1 ? "is" : "are"} meant${"linkIds" in meant ? "" : ", those on other pages of the list too"}.`}
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
