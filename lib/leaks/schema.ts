import { z } from "zod";
import type { ExposureAnswer } from "@/lib/exposure/schema";
import type { LinkStatus } from "@/lib/links/schema";

/** A page's whole text, not a website: longer pastes are cut by the person, not by us. */
export const maxPaste = 200_000;
/** Addresses that one examination answers for; the rest is counted and said. */
export const maxFindings = 50;

export const examineSchema = z.object({
  text: z
    .string()
    .max(maxPaste, "That is more than 200,000 characters. Paste the part with the addresses.")
    .refine((text) => text.trim() !== "", "Paste an address, or the text of the page it is on."),
});
export type ExamineInput = z.output<typeof examineSchema>;

export const acknowledgeSchema = z.object({
  alarmId: z.uuid(),
  reason: z.string().trim().min(3, "Say why it is not a concern any more.").max(300),
});
export type AcknowledgeInput = z.output<typeof acknowledgeSchema>;

/** A delivery address as it was pasted, taken apart. The signature stays on the server. */
export type Finding = {
  /** Lower case, with its port; null when the paste had none. */
  host: string | null;
  /** Whether the path began with `/cdn-cgi/imagedelivery`, as on a domain of one's own. */
  prefixed: boolean;
  accountHash: string;
  imageId: string;
  variantId: string;
  /** The text of `exp`; null when there was none. */
  exp: string | null;
  /** The text of `sig`; null when there was none. */
  signature: string | null;
  /** Names of other query parameters: Cloudflare refuses a signature beside them. */
  extra: string[];
};

/** What an address turned out to be. The first word that a person reads. */
export type Verdict =
  | "genuine" // one of our keys signed exactly this
  | "endless" // one of our keys signed the path alone: it never ends by itself
  | "page" // a picture on one of Darkroom's own screens
  | "brief" // what a gated link forwards to, for a minute
  | "retired" // signed by a key that was deleted
  | "altered" // ours, with a part changed afterwards
  | "cut" // its signature is missing or not whole
  | "misspelled" // made with one of our keys by a recipe that Cloudflare refuses
  | "unsigned" // no signature: works only for what is open
  | "forged" // no key of ours made this signature
  | "unchecked" // not every key that may have made it is known
  | "foreign" // another account's
  | "gated" // a link to Darkroom itself, which asks the ledger at each visit
  | "no-gate"; // looks like one, and the ledger knows none

export type FaultyPart = "account" | "image" | "variant" | "end" | "signature" | "recipe" | "address";
export type Fault = { part: FaultyPart; sentence: string };

/**
 * What the delivery host answered the server, asked for this very address without anything behind its signature; of a
 * gated link, whom our own door lets in.
 */
export type Measured = {
  answer: "served" | "refused" | "absent" | "unreachable" | "not-asked" | "opens" | "asks" | "closed";
  at: Date;
};

export type AdviceKind =
  | "nothing"
  | "wait"
  | "revoke"
  | "rotate"
  | "privacy"
  | "variant"
  | "check"
  | "elsewhere";
export type Advice = { kind: AdviceKind; sentence: string; href: string | null; action: string | null };

/** One picture of one entry of the ledger, as the desk shows it. */
export type LeakEntry = {
  linkId: string;
  status: LinkStatus;
  reason: string | null;
  recipient: string;
  purpose: string;
  issuedBy: string;
  createdAt: Date;
  endsAt: Date;
  imageId: string | null;
  imageName: string;
  /** How many images the entry opens in all. */
  images: number;
  variantId: string;
  keyName: string;
};

/** Everything that the desk says about one address. Holds no signature. */
export type LeakCard = {
  id: string;
  /** The address with its signature masked. */
  address: string;
  verdict: Verdict;
  headline: string;
  faults: Fault[];
  endsAt: Date | null;
  key: { name: string; goneAt: Date | null } | null;
  image: {
    id: string | null;
    name: string;
    exposure: ExposureAnswer | null;
  } | null;
  /** The pictures of a gated link, at most 20, and how many there are in all. */
  pictures: { id: string | null; name: string }[];
  pictureCount: number;
  entry: LeakEntry | null;
  /** The entry is likely and not certain. */
  probably: boolean;
  /** What else the holder can still open; at most 20. */
  others: LeakEntry[];
  measured: Measured;
  /** The smallest response that works, first. */
  advice: Advice[];
};

export type Examination = {
  cards: LeakCard[];
  /** Addresses beyond `maxFindings`. */
  more: number;
  /** Whether the keys could be read from Cloudflare. */
  keysRead: boolean;
  at: Date;
};

/** A genuine signature that no entry explains: whoever made it has the key. */
export type Alarm = {
  id: string;
  imageName: string;
  variantId: string;
  keyName: string;
  endsAt: Date | null;
  foundAt: Date;
  foundBy: string;
};
