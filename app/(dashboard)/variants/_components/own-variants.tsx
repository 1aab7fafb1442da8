import { Lock } from "lucide-react";
import { AccessBadge } from "@/app/(dashboard)/variants/_components/access-badge";
import { longestSide, SizeBox } from "@/app/(dashboard)/variants/_components/size-box";
import { fitWords, sizeInWords } from "@/app/(dashboard)/variants/words";
import type { VariantRow } from "@/lib/variants/schema";

/** The sizes in which Darkroom itself shows pictures: to be seen, not to be touched. */
export function OwnVariants({ variants }: { variants: VariantRow[] }) {
  if (variants.length === 0) return null;
  const largest = longestSide(variants);
  return (
    <section aria-labelledby="own-variants" className="pt-10">
      <h2 id="own-variants" className="flex items-center gap-2 font-semibold text-sm">
        <Lock aria-hidden className="size-3.5 text-muted-foreground" />
        Darkroom's own
      </h2>
      <p className="mt-0.5 mb-3 max-w-2xl text-meta text-muted-foreground">
        Darkroom shows its screens with these, by signatures that last minutes. They are never public and
        cannot be changed here: without them there would be no previews.
      </p>
      <ul className="divide-y overflow-hidden rounded-xl border border-dashed">
        {variants.map((variant) => (
          <li key={variant.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <SizeBox {...variant} largest={largest} open={variant.alwaysPublic} />
            <div className="min-w-0 flex-1 basis-40">
              <p className="truncate text-sm">{variant.id}</p>
              <p className="tabular text-meta text-muted-foreground">
                {sizeInWords(variant)}, {fitWords[variant.fit]?.short ?? variant.fit}
              </p>
            </div>
            <AccessBadge alwaysPublic={variant.alwaysPublic} />
          </li>
        ))}
      </ul>
    </section>
  );
}
