import { notYet } from "@/lib/exposure/not-yet";
import type { AccountFacts, ExposureAnswer, ExposureColumns } from "@/lib/exposure/schema";
import { formatList, formatRelative } from "@/lib/format";

/** How long we believe what Cloudflare last told us. After that a private image is unknown, not sealed. */
export const freshnessLimit = 24 * 60 * 60_000;

/** Whether something heard at `at` still counts at `now`. */
export function isFresh(at: Date | null, now: Date): boolean {
  return at !== null && now.getTime() - at.getTime() <= freshnessLimit;
}

/** The oldest time that is still fresh at `now`. */
export function freshSince(now: Date): Date {
  return new Date(now.getTime() - freshnessLimit);
}

type Answered = (columns: ExposureColumns, account: AccountFacts, now: Date) => ExposureAnswer;

/**
 * Who can read an image now, from its columns and what the account adds. Whatever makes it readable wins over
 * what would make it private, and an old reading never makes anything private. `exposureCondition` says the
 * same to the database.
 */
export function exposureOf(columns: ExposureColumns, account: AccountFacts, now: Date): ExposureAnswer {
  if (columns.state === "received") return arrived(columns, account, now);
  if (isUnfinished(columns)) return unfinished(columns);
  if (columns.privacyPendingAt) return changing(columns, account, now);
  if (!columns.requireSignedUrls) return open(columns, account, now);
  if (columns.probe === "served") return served(columns, account, now);
  if (!isFresh(account.variantsCheckedAt, now)) return unheard(account.variantsCheckedAt, now);
  // Holds however old the image's own flag is: were it public by now, it would be readable all the same.
  if (account.alwaysPublic.length > 0) return exposed(columns, account, now);
  if (!isFresh(columns.checkedAt, now)) return unheard(columns.checkedAt, now);
  return columns.probe === "refused" ? sealed(columns, account, now) : untried(columns, account, now);
}

/**
 * Not measured yet, but stored: what makes it readable does so already. Of an old reading of the variants only
 * the open ones count, since that nobody can read it is never concluded here.
 */
const arrived: Answered = (columns, account, now) => {
  if (!columns.requireSignedUrls) return open(columns, account, now);
  if (columns.probe === "served") return served(columns, account, now);
  return account.alwaysPublic.length > 0 ? exposed(columns, account, now) : unfinished(columns);
};

/** Nothing stored at Cloudflare for good; a cancelled upload that never arrived counts too. */
function isUnfinished({ state, checkedAt }: Pick<ExposureColumns, "state" | "checkedAt">): boolean {
  return state === "deleting" ? checkedAt === null : state !== "ready";
}

function unfinished(columns: ExposureColumns): ExposureAnswer {
  return { exposure: "pending", via: [], knownBy: "calculated", asOf: null, sentence: notYet(columns) };
}

const changing: Answered = ({ checkedAt, privacyPendingAt }, _, now) => ({
  exposure: "unknown",
  via: [],
  knownBy: "declared",
  asOf: checkedAt,
  sentence: `We cannot say who can see it: a change of privacy was sent ${ago(privacyPendingAt, now)}, and Cloudflare has not confirmed it yet.`,
});

const open: Answered = ({ checkedAt, probe, probedAt }, _, now) =>
  probe === "served"
    ? {
        exposure: "open",
        via: [],
        knownBy: "measured",
        asOf: probedAt,
        sentence: `Anyone with its address can see it: the image is public. An unsigned request was answered ${ago(probedAt, now)}.`,
      }
    : {
        exposure: "open",
        via: [],
        knownBy: "declared",
        asOf: checkedAt,
        sentence: "Anyone with its address can see it: the image is public.",
      };

const served: Answered = ({ probedAt }, _, now) => ({
  exposure: "open",
  via: [],
  knownBy: "measured",
  asOf: probedAt,
  sentence: `Anyone with its address can see it. It is marked private, yet an unsigned request was answered ${ago(probedAt, now)}.`,
});

function unheard(asOf: Date | null, now: Date): ExposureAnswer {
  const sentence = asOf
    ? `We cannot say who can see it: Cloudflare last told us ${ago(asOf, now)}. Check the account.`
    : "We cannot say who can see it: Cloudflare has not told us yet. Check the account.";
  return { exposure: "unknown", via: [], knownBy: "declared", asOf, sentence };
}

const exposed: Answered = (_, { alwaysPublic, variantsCheckedAt }) => ({
  exposure: "exposed",
  via: alwaysPublic,
  knownBy: "calculated",
  asOf: variantsCheckedAt,
  sentence: `The image is private, but anyone with its address can see it as ${formatList(alwaysPublic)}: ${alwaysPublic.length === 1 ? "that variant is" : "those variants are"} always public.`,
});

const sealed: Answered = ({ checkedAt, probedAt }, { variantsCheckedAt }, now) => {
  const asOf = earlier(checkedAt, variantsCheckedAt);
  const who = "Only people with a signed link can see it.";
  if (isFresh(probedAt, now))
    return {
      exposure: "sealed",
      via: [],
      knownBy: "measured",
      asOf: probedAt,
      sentence: `${who} An unsigned request was refused ${ago(probedAt, now)}.`,
    };
  return {
    exposure: "sealed",
    via: [],
    knownBy: "calculated",
    asOf,
    sentence: `${who} It is private and no variant is always public, as Cloudflare said ${ago(asOf, now)}. An unsigned request was last refused ${ago(probedAt, now)}.`,
  };
};

/** Private by its flag alone: nobody calls that sealed before a stranger was refused. */
const untried: Answered = ({ checkedAt, probe, probedAt }, _, now) => ({
  exposure: "unknown",
  via: [],
  knownBy: "declared",
  asOf: checkedAt,
  sentence:
    probe === "unreachable"
      ? `We cannot say who can see it: Cloudflare holds it as private, but the delivery host did not refuse an unsigned request in words that we know (tried ${ago(probedAt, now)}). It is tried again.`
      : "We cannot say who can see it yet: Cloudflare holds it as private, and an unsigned request is about to be tried.",
});

function earlier(a: Date | null, b: Date | null): Date | null {
  return a && b && b < a ? b : a;
}

function ago(at: Date | null, now: Date): string {
  return at ? formatRelative(at > now ? now : at, now) : "at a time we did not note";
}

/** The earliest of some times; null is earlier than any. */
export function earliest(dates: (Date | null)[]): Date | null {
  const known = dates.filter((date) => date !== null);
  return known.length > 0 ? new Date(Math.min(...known.map((date) => date.getTime()))) : null;
}
