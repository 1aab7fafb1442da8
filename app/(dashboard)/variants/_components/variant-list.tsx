import type { ReactNode } from "react";
import { AccessBadge } from "@/app/(dashboard)/variants/_components/access-badge";
import { longestSide, SizeBox } from "@/app/(dashboard)/variants/_components/size-box";
import { VariantActions } from "@/app/(dashboard)/variants/_components/variant-actions";
import { fitWords, metadataWords, sizeInWords } from "@/app/(dashboard)/variants/words";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { VariantRow } from "@/lib/variants/schema";

type VariantListProps = { variants: VariantRow[]; taken: string[]; canManage: boolean };

/** Named sizes, those that anyone can read first. */
export function VariantList({ variants, taken, canManage }: VariantListProps) {
  const largest = longestSide(variants);
  return (
    <ul className="divide-y overflow-hidden rounded-xl border bg-card">
      {variants.map((variant) => (
        <VariantItem key={variant.id} variant={variant} largest={largest}>
          {canManage && <VariantActions variant={variant} taken={taken} />}
        </VariantItem>
      ))}
    </ul>
  );
}

type VariantItemProps = { variant: VariantRow; largest: number; children?: ReactNode };

/** One row: the box to scale, the words, who can read it, what hangs on it. */
export function VariantItem({ variant, largest, children }: VariantItemProps) {
  const { id, fit, metadata, alwaysPublic, liveLinks, width, height } = variant;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[auto_minmax(0,1fr)_10.5rem_7rem] md:has-[button]:grid-cols-[auto_minmax(0,1fr)_10.5rem_7rem_17rem]">
      <SizeBox width={width} height={height} largest={largest} open={alwaysPublic} />
      <div className="min-w-0">
        <p className="truncate font-medium">{id}</p>
        <p className="tabular text-meta text-muted-foreground">
          {sizeInWords(variant)}, {fitWords[fit]?.short ?? fit}
        </p>
        <p className={cn("text-meta", metadata === "keep" ? "text-ending" : "text-muted-foreground")}>
          {metadataWords[metadata]?.short ?? metadata}
        </p>
      </div>
      <div className="max-md:col-start-2">
        <AccessBadge alwaysPublic={alwaysPublic} />
      </div>
      <p className={cn("text-meta max-md:col-start-2", liveLinks === 0 && "text-muted-foreground")}>
        {liveLinks > 0 ? formatCount(liveLinks, "live link") : "No live links"}
      </p>
      {children && (
        <div className="flex gap-1 max-md:col-start-2 max-md:-ml-2.5 md:justify-end">{children}</div>
      )}
    </li>
  );
}
