import { ExplainKey } from "@/app/(dashboard)/keys/_components/explain-key";
import { SignLostAnew } from "@/app/(dashboard)/keys/_components/sign-lost-anew";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import { isUnexplained, type KeyRow } from "@/lib/keys/schema";

/** What happened to a key outside Darkroom, what it cost, and what can be done about it. */
export function Outside({ row, canAct, canSign }: { row: KeyRow; canAct: boolean; canSign: boolean }) {
  const { id, name, foundAt, vanishedAt, waiting, explained } = row;
  if (!vanishedAt && !foundAt) return null;
  return (
    <div className="grid gap-3 text-sm md:col-span-4 md:pl-12.5">
      <p>
        <Story row={row} />
        {explained && (
          <span className="block text-meta text-muted-foreground">
            {explained.by}, <Time value={explained.at} show="absolute" />: {explained.reason}
          </span>
        )}
      </p>
      {canAct && (
        <div className="flex flex-wrap gap-2 max-sm:grid">
          {vanishedAt && waiting > 0 && canSign && <SignLostAnew keyId={id} name={name} links={waiting} />}
          {isUnexplained(row) && <ExplainKey keyId={id} name={name} vanished={vanishedAt !== null} />}
        </div>
      )}
    </div>
  );
}

function Story({ row: { vanishedAt, lostLinks, waiting } }: { row: KeyRow }) {
  if (!vanishedAt)
    return "Not made in Darkroom. Whoever made it can sign links that the ledger does not know.";
  return `Vanished outside Darkroom; ${formatCount(lostLinks, "link")} died with it.${
    lostLinks > 0 && waiting > 0 ? ` ${formatCount(waiting)} can be signed anew.` : ""
  }`;
}
