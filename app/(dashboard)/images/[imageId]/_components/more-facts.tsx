import Link from "next/link";
import { Fact } from "@/components/fact-list";
import { Time } from "@/components/time";
import type { ImageDetail } from "@/lib/images/schema";

type MoreFactsProps = {
  image: Pick<
    ImageDetail,
    "private" | "credit" | "notes" | "rightsFrom" | "rightsUntil" | "embargoUntil" | "twins"
  >;
  collections: { id: string; name: string }[];
};

/** What is only told when there is something to tell. */
export function MoreFacts({ image, collections }: MoreFactsProps) {
  const { credit, notes, rightsFrom, rightsUntil, embargoUntil, twins } = image;
  const linkClasses = "underline decoration-border-strong underline-offset-4 hover:decoration-current";
  return (
    <>
      {credit && <Fact label="Credit">{credit}</Fact>}
      {(rightsFrom || rightsUntil) && (
        <Fact label="May be used">
          {rightsFrom && (
            <>
              from <Time value={rightsFrom} />
            </>
          )}{" "}
          {rightsUntil && (
            <>
              until <Time value={rightsUntil} />
            </>
          )}
        </Fact>
      )}
      {embargoUntil && (
        <Fact label="Embargo">
          {image.private || embargoUntil < new Date() ? (
            <>
              Not made public before <Time value={embargoUntil} />
            </>
          ) : (
            <>
              Until <Time value={embargoUntil} />, but it is public: anyone can see it until it is made
              private.
            </>
          )}
        </Fact>
      )}
      {collections.length > 0 && (
        <Fact label="Collections">
          <span className="flex flex-wrap gap-x-3 gap-y-1">
            {collections.map(({ id, name }) => (
              <Link key={id} href={`/collections/${id}`} className={linkClasses}>
                {name}
              </Link>
            ))}
          </span>
        </Fact>
      )}
      {twins.length > 0 && (
        <Fact label="Same file as">
          <span className="flex flex-wrap gap-x-3 gap-y-1">
            {twins.map(({ id, name }) => (
              <Link key={id} href={`/images/${id}`} className={linkClasses}>
                {name}
              </Link>
            ))}
          </span>
        </Fact>
      )}
      {notes && (
        <Fact label="Notes">
          <span className="whitespace-pre-line">{notes}</span>
        </Fact>
      )}
    </>
  );
}
