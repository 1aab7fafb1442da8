import { Ban, Check } from "lucide-react";
import type { ReactNode } from "react";
import { Act } from "@/app/(dashboard)/links/desk/[linkId]/_components/act";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { EntryAccess, OptionKind, RevocationOption } from "@/lib/revocation/schema";

const titles = (images: number): Record<OptionKind, string> => {
  const what = images === 1 ? "the picture" : `the ${formatCount(images, "picture")}`;
  return {
    wait: "Wait for its end",
    gate: "Stop the gated link",
    reseal: `Re-seal ${what}`,
    delete: `Delete ${what} for good`,
    rotate: "Rotate the signing key",
  };
};

/** All ways, those that do not work too: a person should see that nothing was kept from them. */
export function Options({ entry, canAct }: { entry: EntryAccess; canAct: boolean }) {
  const { options, best } = entry;
  if (best === null) return null;
  const mayDo = ({ kind, problem }: RevocationOption) =>
    problem === null && (canAct || (kind === "gate" && entry.mayStop));
  const ordered = [...options].sort((a, b) => rank(a, best) - rank(b, best));
  return (
    <section aria-labelledby="ways" className="py-4">
      <div className="pb-3">
        <h2 id="ways" className="font-semibold text-base">
          Ways to stop it
        </h2>
        {entry.rest > 0 && (
          <p className="text-meta text-muted-foreground">
            Counted for {formatCount(entry.images.length, "chosen picture")}. {entry.recipient} goes on seeing
            the other {formatCount(entry.rest)}.
          </p>
        )}
      </div>
      <ul className="divide-y overflow-hidden rounded-xl border bg-card">
        {ordered.map((option) => (
          <Way key={option.kind} option={option} images={entry.images.length} isBest={option.kind === best}>
            {mayDo(option) && (
              <Act kind={option.kind} entry={entry} option={option} primary={option.kind === best} />
            )}
          </Way>
        ))}
      </ul>
      {!canAct && (
        <p className="pt-3 text-meta text-muted-foreground">
          {options.some(mayDo)
            ? "The other ways need an admin or an owner."
            : "An admin or an owner can do this. Tell one of them."}
        </p>
      )}
    </section>
  );
}

const rank = ({ kind, problem }: RevocationOption, best: OptionKind) => (kind === best ? 0 : problem ? 2 : 1);

function Way({
  option,
  images,
  isBest,
  children,
}: {
  option: RevocationOption;
  /** How many the entry opens. */
  images: number;
  isBest: boolean;
  children: ReactNode;
}) {
  const { kind, problem } = option;
  const Icon = problem ? Ban : Check;
  return (
    <li
      className={cn(
        "flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3.5 sm:px-5",
        problem && "text-muted-foreground",
      )}
    >
      <div className="flex min-w-0 flex-1 basis-64 gap-3">
        <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", problem ? "" : "text-sealed")} />
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-2 font-medium text-sm">
            {titles(images)[kind]}
            {isBest && <Badge tone="sealed">Least harm</Badge>}
          </h3>
          <p className="mt-0.5 text-meta text-muted-foreground">{problem ?? <Cost option={option} />}</p>
        </div>
      </div>
      {children}
    </li>
  );
}

function Cost({ option: { kind, at, ends, reissues, images } }: { option: RevocationOption }) {
  if (kind === "wait" && at)
    return (
      <>
        It opens until <Time value={at} />. Touches nobody else.
      </>
    );
  if (kind === "gate") return "At once. Touches nobody else; what was seen already stays seen.";
  if (kind === "reseal")
    return `At once. ${images === 1 ? "The picture gets a new address and the old one dies" : `The ${formatCount(images, "picture")} get new addresses and the old ones die`}; ${reissues === 0 ? "no other link is touched" : `${formatCount(reissues, "other link gets a new address", "other links get new addresses")}, to be sent again`}.`;
  if (kind === "delete")
    return `At once. ${formatCount(images, "picture is", "pictures are")} lost, and ${formatCount(ends, "other link ends", "other links end")}.`;
  return `At once. ${formatCount(ends, "other link", "other links")} on ${formatCount(images, "picture")} ${ends === 1 ? "ends" : "end"} with the key.`;
}
