import Link from "next/link";
import { formatCount } from "@/lib/format";
import type { LinkOutcome } from "@/lib/links/changes-schema";

const shown = 50;

type OutcomesProps = {
  title?: string;
  outcomes: readonly LinkOutcome[];
  /** Each leads to the desk, where one link is taken back with what that costs. */
  takeBack?: boolean;
};

/** Links by their recipient, each with what is the matter. Nothing when there are none. */
export function Outcomes({ title, outcomes, takeBack }: OutcomesProps) {
  if (outcomes.length === 0) return null;
  const more = outcomes.length - shown;
  return (
    <section className="grid gap-2">
      {title && (
        <h3 className="font-medium text-sm">
          {title}: {formatCount(outcomes.length)}
        </h3>
      )}
      <ul className="divide-y rounded-lg border">
        {outcomes.slice(0, shown).map(({ linkId, recipient, message }) => (
          <li key={linkId} className="grid gap-0.5 px-3.5 py-2.5 text-sm">
            <span className="break-words font-medium">{recipient}</span>
            <span className="text-muted-foreground">{message}</span>
            {takeBack && (
              <Link
                href={`/links/desk/${linkId}`}
                prefetch={false}
                className="justify-self-start underline underline-offset-3"
              >
                Take it back<span className="sr-only"> from {recipient}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-meta text-muted-foreground">And {formatCount(more)} more.</p>}
    </section>
  );
}
