import type { Advice, Measured, Verdict } from "@/lib/leaks/schema";
import { type LinkStatus, mayOpen } from "@/lib/links/schema";

export type Situation = {
  verdict: Verdict;
  answer: Measured["answer"];
  endsAt: Date | null;
  now: Date;
  /** Our id, while the image is here. */
  imageId: string | null;
  imageOpen: boolean;
  alwaysPublic: boolean;
  /** `pictureId`: of a direct link that opens several pictures, the one that leaked. */
  entry: { id: string; status: LinkStatus; pictureId: string | null } | null;
};

/** So short a rest is over before anything else has worked. */
const soon = 10 * 60_000;

/** What to do, the smallest response that works first. Pure. */
export function adviseOn(situation: Situation): Advice[] {
  const { verdict, answer, endsAt, now, imageId, entry } = situation;
  const image = imageId && `/images/${imageId}`;
  if (verdict === "foreign")
    return [
      tell(
        "elsewhere",
        "It belongs to another account. Tell whoever owns it; Darkroom can do nothing there.",
      ),
    ];
  if (verdict === "no-gate")
    return [tell("nothing", "It opens nothing here: it was mistyped, replaced, or is somebody else's.")];
  if (verdict === "gated" && answer !== "served")
    return [tell("nothing", "Nothing needs to be done: the ledger refuses it.")];
  if (verdict === "gated" && entry) return [revoke(entry)];
  if (verdict === "brief" && entry)
    return mayOpen(entry.status)
      ? [
          {
            ...revoke(entry),
            sentence:
              "It ends within a minute by itself. The gated link forwards to the next one: stop that link.",
          },
        ]
      : [tell("nothing", "Nothing needs to be done: its gated link opens nothing any more.")];
  if (situation.imageOpen && answer === "served")
    return [
      tell(
        "privacy",
        "The image itself is public: anyone can open it, with or without a link. Make it private.",
        image,
        "Show the image",
      ),
    ];
  if (situation.alwaysPublic && answer === "served")
    return [
      tell(
        "variant",
        "This variant is always public: anyone can open every private image in it.",
        "/variants",
        "Review variants",
      ),
    ];
  // As it was pasted it is refused; whoever cut or changed it had the whole one.
  if ((verdict === "cut" || verdict === "altered") && answer !== "served" && entry)
    return mayOpen(entry.status)
      ? [{ ...revoke(entry), sentence: "The whole address of its entry still opens. Take that back." }]
      : [tell("nothing", "Nothing needs to be done: the entry opens nothing any more.")];
  if (verdict === "cut" && answer === "refused")
    return [
      tell(
        "check",
        "As it is here it is refused. Look where it was found for the whole address, and paste that.",
      ),
    ];
  // With an entry it is ours, although its key could not be read: as alive as any.
  const alive =
    ["genuine", "endless", "page"].includes(verdict) || (verdict === "unchecked" && entry !== null);
  if (answer === "served" && !alive)
    return [
      tell(
        "check",
        "It opens, although it should not. Check the account; then examine it again.",
        "/settings",
        "Check the account",
      ),
      ...(image ? [tell("privacy", "Or look at the image and its privacy.", image, "Show the image")] : []),
    ];
  if (answer === "unreachable")
    return [
      tell(
        "check",
        "The delivery host did not answer, so nothing is measured. Examine it again in a moment.",
      ),
      ...(verdict === "unchecked" && entry ? [revoke(entry)] : []),
    ];
  if (answer !== "served")
    return [tell("nothing", "Nothing needs to be done: the delivery host refuses it.")];
  if (verdict === "page")
    return [
      tell(
        "wait",
        "It ends within half an hour by itself. Ask who took it from a screen.",
        image,
        "Show the image",
      ),
    ];
  if (entry && endsAt && endsAt.getTime() - now.getTime() <= soon)
    return [tell("wait", "It ends within ten minutes: waiting does the least harm."), revoke(entry)];
  if (entry) return [revoke(entry)];
  return [
    tell(
      "rotate",
      "No entry explains it, so somebody has the key. Rotating the key is the only lasting answer.",
      "/keys",
      "Open keys",
    ),
    ...(image
      ? [tell("revoke", "Until then, deleting the image stops this address alone.", image, "Show the image")]
      : []),
  ];
}

const revoke = ({ id, pictureId }: { id: string; pictureId: string | null }): Advice =>
  tell(
    "revoke",
    "Take it back: the ways that work are counted first, the smallest is chosen.",
    `/links/desk/${id}${pictureId ? `?picture=${pictureId}` : ""}`,
    "Take it back",
  );

const tell = (
  kind: Advice["kind"],
  sentence: string,
  href: string | null = null,
  action: string | null = null,
) => ({
  kind,
  sentence,
  href,
  action,
});
