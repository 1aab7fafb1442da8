import { HandOverButton } from "@/app/(dashboard)/links/desk/[linkId]/_components/hand-over-button";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import type { Handover } from "@/lib/reseal/schema";

/** Holders who did nothing wrong and whose address died: each is sent the new one. */
export function Handovers({ handovers, canAct }: { handovers: Handover[]; canAct: boolean }) {
  if (handovers.length === 0) return null;
  return (
    <section aria-labelledby="handovers" className="py-4">
      <h2 id="handovers" className="font-semibold text-base">
        {formatCount(handovers.length, "new address", "new addresses")} to send
      </h2>
      <p className="pb-3 text-meta text-muted-foreground">
        Same picture, same end. Copying one marks it as sent.
      </p>
      <ul className="divide-y overflow-hidden rounded-xl border bg-card">
        {handovers.map(({ pastId, recipient, purpose, imageName, variantId, endsAt }) => (
          <li key={pastId} className="flex flex-wrap items-center gap-x-6 gap-y-2.5 px-4 py-3.5 sm:px-5">
            <div className="min-w-0 flex-1 basis-56 text-sm">
              <p className="break-words font-medium">{recipient}</p>
              <p className="break-words text-meta text-muted-foreground">
                {purpose}: {imageName} in {variantId}, ends <Time value={endsAt} />
              </p>
            </div>
            {canAct && <HandOverButton pastId={pastId} recipient={recipient} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
