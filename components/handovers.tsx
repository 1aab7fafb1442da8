import { type CopyAddress, HandOverButton } from "@/components/hand-over-button";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import type { Handover } from "@/lib/reseal/schema";

/** Holders who did nothing wrong and whose address died: each is sent the new one. Without `copy` only who they are. */
export function Handovers({ handovers, copy }: { handovers: Handover[]; copy?: CopyAddress }) {
  if (handovers.length === 0) return null;
  const count = handovers.reduce((sum, { addresses }) => sum + addresses.length, 0);
  return (
    <section aria-labelledby="handovers" className="py-4">
      <h2 id="handovers" className="font-semibold text-base">
        {formatCount(count, "new address", "new addresses")} to send
      </h2>
      <p className="pb-3 text-meta text-muted-foreground">
        Same picture, same end. Copying one marks it as sent.
      </p>
      <ul className="divide-y overflow-hidden rounded-xl border bg-card">
        {handovers.map(({ linkId, recipient, purpose, addresses }) => (
          <li key={linkId} className="grid gap-2.5 px-4 py-3.5 sm:px-5">
            <p className="break-words text-sm">
              <span className="font-medium">{recipient}</span>
              <span className="text-muted-foreground">: {purpose}</span>
            </p>
            <ul className="grid gap-2.5">
              {addresses.map(({ pastId, imageName, variantId, endsAt }) => (
                <li key={pastId} className="flex flex-wrap items-center gap-x-6 gap-y-2.5">
                  <p className="min-w-0 flex-1 basis-56 break-words text-meta text-muted-foreground">
                    {imageName} in {variantId}, ends <Time value={endsAt} />
                  </p>
                  {copy && <HandOverButton pastId={pastId} recipient={recipient} copy={copy} />}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
