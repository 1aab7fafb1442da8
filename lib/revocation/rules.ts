import { formatCount } from "@/lib/format";
import { type LinkMode, type LinkStatus, stillOpens } from "@/lib/links/schema";
import type { Meter, OptionKind, RevocationOption } from "@/lib/revocation/schema";

/** So short a rest is over before anything else has worked. */
export const shortRest = 10 * 60_000;

/** What has been counted about an entry that is to be stopped. */
export type RevocationFacts = {
  mode: LinkMode;
  status: LinkStatus;
  /** Of one that is used up: until when a reader may still look. */
  readUntil: Date | null;
  endsAt: Date;
  /** Images that it opens, and why one of them cannot be re-sealed. */
  images: number;
  resealProblem: string | null;
  /** Why there is nothing to choose now: what it opens is being re-sealed. */
  underWay: string | null;
  /** Other running direct links to these images, and gated ones, which go on by themselves. */
  otherDirect: number;
  otherGated: number;
  /** Other running links signed with its keys, and the images they open. */
  keyLinks: number;
  keyImages: number;
  /** Keys of the account: the last one cannot go. */
  keys: number;
};

const opens = (facts: RevocationFacts) => stillOpens(facts) || facts.status === "moot";

/** Every way to stop an entry, with what each costs. Those that do not work here say why. Pure. */
export function revocationOptions(facts: RevocationFacts): RevocationOption[] {
  const { mode, status, endsAt, images, otherDirect, otherGated, keyLinks, keyImages, keys } = facts;
  const over = facts.underWay ?? (opens(facts) ? null : "It opens nothing any more.");
  const none = { at: null, ends: 0, reissues: 0, loses: 0, images: 0 };
  const direct = mode === "direct" ? null : "A gated link has no signature of its own.";
  const moot = status === "moot" ? "What it opens is public. Make it private first." : null;
  return [
    { ...none, kind: "wait", problem: over ?? moot, at: facts.readUntil ?? endsAt },
    {
      ...none,
      kind: "gate",
      problem: over ?? moot ?? (mode === "gated" ? null : "A direct link does not pass through Darkroom."),
    },
    {
      ...none,
      kind: "reseal",
      problem: over ?? moot ?? direct ?? facts.resealProblem,
      reissues: otherDirect,
      images,
    },
    { ...none, kind: "delete", problem: over ?? moot, ends: otherDirect + otherGated, loses: images, images },
    {
      ...none,
      kind: "rotate",
      problem:
        over ?? moot ?? direct ?? (keys > 1 ? null : "It is the account's only key. Add a spare first."),
      ends: keyLinks,
      images: keyImages,
    },
  ];
}

// What an hour of somebody's trouble is worth, very roughly: a lost picture outweighs links, and a link that has to be
// made again outweighs an address that has to be sent again.
const harmOf = ({ ends, reissues, loses }: RevocationOption) => loses * 1000 + ends * 10 + reissues;

/** The way that works at once and does the least harm. Null: nothing is to be stopped. Pure. */
export function smallestThatWorks(
  options: readonly RevocationOption[],
  endsAt: Date,
  now: Date,
): OptionKind | null {
  const working = options.filter(({ problem }) => problem === null);
  if (working.length === 0) return null;
  if (working.some(({ kind }) => kind === "gate")) return "gate";
  if (endsAt.getTime() - now.getTime() <= shortRest) return "wait";
  const [least] = working.filter(({ kind }) => kind !== "wait").sort((a, b) => harmOf(a) - harmOf(b));
  return least?.kind ?? "wait";
}

/** What can still be stopped, in a sentence and on a scale. Pure. */
export function meterOf(
  options: readonly RevocationOption[],
  best: OptionKind | null,
  { underWay, status }: Pick<RevocationFacts, "underWay" | "status">,
): Meter {
  if (underWay) return { level: 2, sentence: underWay };
  if (status === "moot")
    return { level: 0, sentence: "Anyone can open it, with or without the link. Make it private first." };
  const option = options.find(({ kind }) => kind === best);
  if (!option) return { level: 0, sentence: "There is nothing left to stop." };
  if (option.kind === "gate")
    return { level: 3, sentence: "Can be stopped now, alone: nobody else notices." };
  if (option.kind === "wait") return { level: 1, sentence: "Ends before anything else would have worked." };
  const { reissues, ends, loses } = option;
  if (reissues + ends + loses === 0)
    return { level: 3, sentence: "Can be stopped now: no other link is touched." };
  if (ends + loses === 0)
    return {
      level: 2,
      sentence: `Can be stopped now: ${formatCount(reissues, "other link gets", "other links get")} a new address.`,
    };
  const costs = [
    ends > 0 && formatCount(ends, "other link ends", "other links end"),
    loses > 0 && formatCount(loses, "picture is lost", "pictures are lost"),
  ].filter(Boolean);
  return { level: 1, sentence: `Can be stopped now, at a price: ${costs.join(" and ")}.` };
}
