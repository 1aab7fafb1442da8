import { ArrowRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { AnswerBadge, VerdictBadge } from "@/app/(dashboard)/links/desk/_components/verdict";
import { ExposureBadge } from "@/components/exposure-badge";
import { Fact, FactList } from "@/components/fact-list";
import { Freshness } from "@/components/freshness";
import { LinkStatus } from "@/components/link-status";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";
import type { LeakCard, LeakEntry } from "@/lib/leaks/schema";

/** The answer for one address, in the order of the questions: is it real, does it open, who has it, what now. */
export function LeakCardView({ card }: { card: LeakCard }) {
  const { verdict, headline, address, faults, measured } = card;
  return (
    <li className="overflow-hidden rounded-xl border bg-card">
      <div className="grid gap-3 p-4 sm:p-5">
        <p className="flex flex-wrap items-center gap-2">
          <AnswerBadge answer={measured.answer} />
          <VerdictBadge verdict={verdict} />
          {measured.answer !== "not-asked" && <Freshness knownBy="measured" asOf={measured.at} />}
        </p>
        <div className="min-w-0">
          <h3 className="font-semibold text-base leading-6">{headline}</h3>
          <p className="mt-1 break-all font-mono text-muted-foreground text-xs leading-5">{address}</p>
        </div>
        {faults.length > 0 && (
          <ul aria-label="What is wrong with it" className="grid gap-1.5 text-sm">
            {faults.map(({ part, sentence }) => (
              <li key={`${part} ${sentence}`} className="flex gap-2">
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-ending" />
                <span className="min-w-0 break-words">{sentence}</span>
              </li>
            ))}
          </ul>
        )}
        <Facts card={card} />
        {card.others.length > 0 && <Others entries={card.others} />}
      </div>
      <Advices card={card} />
    </li>
  );
}

function Facts({ card }: { card: LeakCard }) {
  const { entry, probably, image, endsAt, key, verdict } = card;
  if (!entry && !image && !endsAt && !key) return null;
  return (
    <FactList className="border-y">
      {entry && (
        <>
          <Fact
            label={probably ? "Probably of" : "Holder"}
            action={<LinkStatus status={entry.status} reason={entry.reason} />}
          >
            <span className="font-medium">{entry.recipient}</span>
            <span className="block text-muted-foreground">{entry.purpose}</span>
          </Fact>
          <Fact label="Issued by">
            {entry.issuedBy}, <Time value={entry.createdAt} show="absolute" />
          </Fact>
        </>
      )}
      {!entry && key && verdict !== "page" && (
        <Fact label="Holder">No entry of the ledger was made for it</Fact>
      )}
      {image && (
        <Fact
          label="Picture"
          action={
            image.exposure && <ExposureBadge exposure={image.exposure.exposure} via={image.exposure.via} />
          }
        >
          {image.id ? (
            <Link
              href={`/images/${image.id}`}
              className="underline decoration-border-strong underline-offset-3"
            >
              {image.name}
            </Link>
          ) : (
            `${image.name} (deleted)`
          )}
        </Fact>
      )}
      {card.pictures.length > 0 && (
        <Fact label={card.pictureCount === 1 ? "Picture" : "Pictures"}>
          <Pictures pictures={card.pictures} count={card.pictureCount} />
        </Fact>
      )}
      {verdict === "endless" ? (
        <Fact label="Ends">Never by itself</Fact>
      ) : (
        endsAt && (
          <Fact label="Its end">
            <Time value={endsAt} />
          </Fact>
        )
      )}
      {key && <Fact label="Key">{key.goneAt ? `${key.name}, deleted` : key.name}</Fact>}
    </FactList>
  );
}

function Pictures({ pictures, count }: { pictures: LeakCard["pictures"]; count: number }) {
  return (
    <ul className="grid gap-1">
      {pictures.map(({ id, name }) => (
        <li key={id ?? name} className="break-words">
          {id ? (
            <Link href={`/images/${id}`} className="underline decoration-border-strong underline-offset-3">
              {name}
            </Link>
          ) : (
            `${name} (deleted)`
          )}
        </li>
      ))}
      {count > pictures.length && (
        <li className="text-muted-foreground">and {formatCount(count - pictures.length)} more</li>
      )}
    </ul>
  );
}

function Others({ entries }: { entries: LeakEntry[] }) {
  return (
    <details className="text-sm">
      <summary className="hit-area cursor-pointer font-medium">
        {entries[0]?.recipient} also holds {formatCount(entries.length, "picture")}
      </summary>
      <ul className="mt-2 divide-y border-t">
        {entries.map((entry) => (
          <li
            key={`${entry.linkId} ${entry.imageName} ${entry.variantId}`}
            className="flex flex-wrap justify-between gap-x-4 py-2"
          >
            <span className="min-w-0 break-words">
              {entry.imageName} <span className="text-muted-foreground">in {entry.variantId}</span>
            </span>
            <Time value={entry.endsAt} className="text-muted-foreground" />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Full width on a phone: the thumb finds it without aiming. */
function Advices({ card: { advice } }: { card: LeakCard }) {
  return (
    <ul aria-label="What to do" className="divide-y border-t bg-muted/50">
      {advice.map(({ kind, sentence, href, action }, at) => (
        <li
          key={`${kind} ${sentence}`}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 px-4 py-3.5 sm:px-5"
        >
          <p className="min-w-0 flex-1 basis-64 text-sm">{sentence}</p>
          {href && action && (
            <Button asChild variant={at === 0 ? "primary" : "outline"} className="max-sm:h-11 max-sm:w-full">
              <Link href={href}>
                {action}
                <ArrowRight aria-hidden />
              </Link>
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
