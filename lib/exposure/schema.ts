/**
 * Who can read an image now. `sealed`: only signed links reach it. `exposed`: private, yet readable by
 * anyone through an always-public variant. `open`: public. `pending`: its upload is not finished.
 * `unknown`: we have not heard from Cloudflare recently enough to say.
 */
export const exposures = ["sealed", "exposed", "open", "pending", "unknown"] as const;
export type Exposure = (typeof exposures)[number];

/** How an answer is known: the flag says so, it follows from flag and variants, or a request was tried. */
export type KnownBy = "declared" | "calculated" | "measured";

export type ExposureAnswer = {
  exposure: Exposure;
  /** Ids of the always-public variants it can be read through; empty unless exposed. */
  via: string[];
  knownBy: KnownBy;
  /** When that was last true at Cloudflare; null if we never heard. */
  asOf: Date | null;
  /** One sentence for the person: who can see it, and why. */
  sentence: string;
};

/** What the whole account adds to one image's answer. */
export type AccountFacts = {
  alwaysPublic: string[];
  /** When the variants were last read from Cloudflare; null before the first time. */
  variantsCheckedAt: Date | null;
  /** Start of the last complete pass over the account's images. */
  syncedAt: Date | null;
};

/** The columns of an image that decide its exposure. */
export type ExposureColumns = {
  state: "requested" | "pending" | "received" | "ready" | "failed" | "deleting";
  /** On a failed upload: what it left at Cloudflare is still to be removed. Decides the words alone. */
  cloudflareId: string | null;
  requireSignedUrls: boolean;
  privacyPendingAt: Date | null;
  checkedAt: Date | null;
  probe: "refused" | "served" | "unreachable" | null;
  probedAt: Date | null;
};

export type ExposureSummary = {
  counts: Record<Exposure, number>;
  privateImages: number;
  unfinished: number;
  failed: number;
  deleting: number;
  alwaysPublic: string[];
  asOf: Date | null;
  stale: boolean;
  /** Images at Cloudflare that were not uploaded here, as the last complete pass over the account counted. */
  foreign: ForeignImages;
  /** The home screen's sentence, from the counts above. */
  sentence: string;
};

/** Images at Cloudflare that Darkroom holds no row for: counted, not watched one by one. */
export type ForeignImages = { private: number; public: number };

/** One thing on the home screen that asks for a decision. */
export type AttentionItem = {
  kind:
    | "always-public" // variants that open private images
    | "served-unsigned" // measured: an unsigned request was answered
    | "key-alarm" // a genuine signature that nobody here made
    | "key-vanished" // a signing key went without anybody here deleting it
    | "key-found" // a signing key that nobody here made
    | "unknown" // stale or outcome unknown
    | "failed-uploads"
    | "unfinished-uploads"
    | "stuck-deletes"
    | "open-images"
    | "links-ending"
    | "links-asking" // a recipient waits for more time
    | "foreign" // at Cloudflare, not in Darkroom
    | "account"; // a setting or permission at Cloudflare
  tone: "danger" | "warning" | "info";
  title: string;
  sentence: string;
  count: number;
  /** Where it can be dealt with. */
  href: string;
  action: string;
};
