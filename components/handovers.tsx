import { type HandOver, HandOverButton } from "@/components/hand-over-button";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import { type Handover, maxHandover } from "@/lib/reseal/schema";

type HandoversProps = { handovers: Handover[]; handOver?: HandOver };

/** Holders who did nothing wrong and whose address died: each is sent the new one. Without `handOver` only who they are. */
export function Handovers({ handovers, handOver }: HandoversProps) {
  if (handovers.length === 0) return null;
  const all = handovers.flatMap(({ addresses }) => addresses.map(({ pastId }) => pastId));
  const counted = formatCount(all.length, "new address", "new addresses");
  return (
    <section aria-labelledby="handovers" className="py-8">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pb-3">
        <div>
          <h2 id="handovers" className="font-semibold text-base">
            {counted} to send
          </h2>
          <p className="text-meta text-muted-foreground">
            Same picture, same end. Copying or saving an address marks it as sent; the link’s page shows it
            again.
            {all.length === maxHandover && " More may follow once these are sent."}
          </p>
        </div>
        {handOver && all.length > 1 && (
          <HandOverButton
            pastIds={all}
            whose={formatCount(handovers.length, "link")}
            way="csv"
            handOver={handOver}
          />
        )}
      </div>
      <ul className="divide-y overflow-hidden rounded-xl border bg-card">
        {handovers.map((one) => (
          <li key={one.linkId} className="px-4 py-3.5 sm:px-5">
            <OneHolder {...one} handOver={handOver} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneHolder({
  recipient,
  purpose,
  addresses,
  handOver,
}: Handover & { handOver: HandOver | undefined }) {
  return (
    <div className="grid gap-2.5">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2.5">
        <p className="min-w-0 flex-1 basis-56 break-words text-sm">
          <span className="font-medium">{recipient}</span>
          <span className="text-muted-foreground">: {purpose}</span>
        </p>
        {handOver && (
          <HandOverButton
            pastIds={addresses.map(({ pastId }) => pastId)}
            whose={recipient}
            way="mail"
            handOver={handOver}
          />
        )}
      </div>
      <ul className="grid gap-2.5">
        {addresses.map(({ pastId, imageName, variantId, endsAt }) => (
          <li key={pastId} className="flex flex-wrap items-center gap-x-6 gap-y-2.5">
            <p className="min-w-0 flex-1 basis-56 break-words text-meta text-muted-foreground">
              {imageName} in {variantId}, ends <Time value={endsAt} />
            </p>
            {handOver && (
              <HandOverButton pastIds={[pastId]} whose={recipient} way="address" handOver={handOver} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
