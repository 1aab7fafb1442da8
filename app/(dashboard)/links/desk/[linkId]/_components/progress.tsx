import { CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { KeepFresh } from "@/app/(dashboard)/links/desk/[linkId]/_components/keep-fresh";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import { isUnderWay, stepWords } from "@/lib/reseal/rules";
import type { ResealRow } from "@/lib/reseal/schema";

/** More that are done fold away: what is not done is what one looks for. */
const doneAtMost = 5;

/** How far each re-sealing is, and what was measured at its end. */
export function Progress({ reseals }: { reseals: ResealRow[] }) {
  if (reseals.length === 0) return null;
  const done = reseals.filter(({ step }) => step === "done");
  const others = reseals.filter(({ step }) => step !== "done");
  return (
    <section aria-labelledby="resealing" aria-live="polite" className="py-4">
      <KeepFresh active={reseals.some(({ step }) => isUnderWay(step))} />
      <div className="pb-3">
        <h2 id="resealing" className="font-semibold text-base">
          Re-sealing
        </h2>
        {reseals.length > 1 && (
          <p className="text-meta text-muted-foreground">
            {formatCount(done.length)} of {formatCount(reseals.length, "picture")} done.
          </p>
        )}
      </div>
      <Rows rows={others} />
      {done.length > doneAtMost ? (
        <details className={others.length > 0 ? "pt-3" : ""}>
          <summary className="hit-area cursor-pointer text-sm">
            Show {formatCount(done.length, "picture that is done", "pictures that are done")}
          </summary>
          <div className="pt-3">
            <Rows rows={done} />
          </div>
        </details>
      ) : (
        <div className={others.length > 0 ? "pt-3" : ""}>
          <Rows rows={done} />
        </div>
      )}
    </section>
  );
}

function Rows({ rows }: { rows: ResealRow[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className="divide-y overflow-hidden rounded-xl border bg-card">
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </ul>
  );
}

function Row({ row }: { row: ResealRow }) {
  const { step, imageName, failure, answer, measuredAt, reissued } = row;
  const [Icon, tone] =
    step === "done"
      ? ([CircleCheck, "text-sealed"] as const)
      : step === "failed"
        ? ([CircleX, "text-danger"] as const)
        : ([LoaderCircle, "text-pending motion-safe:animate-spin"] as const);
  return (
    <li className="flex gap-3 px-4 py-3.5 sm:px-5">
      <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${tone}`} />
      <div className="min-w-0 text-sm">
        <p className="break-words font-medium">{imageName}</p>
        {step === "done" && measuredAt ? (
          <p className="text-muted-foreground">
            Measured: the old address is {answer === "refused" ? "refused" : "gone"}, tried with a right
            signature <Time value={measuredAt} />.{" "}
            {formatCount(reissued, "other link has", "other links have")} a new address.
          </p>
        ) : (
          <p className="text-muted-foreground">{stepWords[step]}.</p>
        )}
        {failure && step !== "done" && <p className="mt-0.5 text-muted-foreground">{failure}</p>}
      </div>
    </li>
  );
}
