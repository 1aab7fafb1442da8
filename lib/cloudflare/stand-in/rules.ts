/**
 * Every limit, and every place where the evidence about Cloudflare conflicts or is missing, as one named switch.
 * The defaults are the documented figure or, where sources disagree, the stricter reading (see README.md).
 */
export type Rules = {
  maxFileBytes: number;
  maxSide: number;
  /** All frames of an animation together. */
  maxPixels: number;
  maxFrames: number;
  /** Animations above this are served as they are. */
  maxAnimatedPixels: number;
  maxMetadataBytes: number;
  maxCustomIdLength: number;
  maxCreatorLength: number;
  maxFilenameLength: number;
  draftLifeSeconds: { least: number; most: number; usual: number };
  /** Expired drafts stay visible to GET for a while; when Cloudflare drops them is unknown. */
  expiredDraftLingersSeconds: number;
  variantCap: number;
  maxVariantSide: number;
  keyCap: number;
  /** Docs: the last key is replaced by a new `default`. Seen live: refused. */
  lastKey: "refuse" | "recreate";
  /** Seen live: PUT of an existing name gives it a new value. */
  existingKey: "rotate" | "keep";
  /** Documented least page; smaller ones were seen to work. */
  leastPerPage: number;
  mostPerPage: number;
  /** Prose: one page holds at most this many, whatever `per_page` says. */
  pageHolds: number;
  /** Prose: the numbered v1 list gives at most 100 images per request. */
  v1PageHolds: number;
  /** Docs: metadata of a direct upload stays invisible to end users. Seen: a client reads it from their answer. */
  uploadShowsMeta: "no" | "yes";
  /** An image made private or public by PATCH: the property's text tells of a new id, newer scripts keep the old one. */
  patchedId: "keep" | "new";
  /** Docs: HEIC is taken since 2025-07. Seen: the refusal of other types still does not name it. */
  heic: "refuse" | "store";
  /** Seen: the Images backend answers `ERROR <code>: <message>` as text where `Accept` does not name JSON. */
  plainErrors: "unless-json" | "never";
  /** Seen: the delivery host answers 403 to these clients, whatever they ask for. */
  refusedAgents: string;
  storageAllowed: number;
  /** The batch host: requests a second for one token. */
  batchCallsPerSecond: number;
  /** How long a batch token lives is unknown. */
  batchTokenSeconds: number;
  browserTtlSeconds: number;
  /** Life of a cached private image whose link has no end, or which a public variant shows. */
  privateTtlSeconds: number;
  /** Output sides above this are not encoded as AVIF. */
  maxAvifSide: number;
  /** Made pictures kept in memory and on disk. */
  memoryCacheBytes: number;
  diskCacheBytes: number;
  /** One picture may take this long and this much memory; then its decoder is killed. */
  decoder: { seconds: number; bytes: number; waiting: number };
  /** When a client is given up: head, whole request, silence, and a pace below which nobody's line is. */
  clients: {
    headSeconds: number;
    requestSeconds: number;
    stallSeconds: number;
    graceSeconds: number;
    leastBytesPerSecond: number;
    /** How long what a refused client still sends is read, so that the refusal reaches it. */
    lingerSeconds: number;
  };
};

export const strictRules: Rules = {
  maxFileBytes: 10 * 1024 * 1024,
  maxSide: 12_000,
  maxPixels: 100_000_000,
  maxFrames: 5000,
  maxAnimatedPixels: 50_000_000,
  maxMetadataBytes: 1024,
  maxCustomIdLength: 1024,
  maxCreatorLength: 1024,
  maxFilenameLength: 255,
  draftLifeSeconds: { least: 120, most: 6 * 3600, usual: 1800 },
  expiredDraftLingersSeconds: 3600,
  variantCap: 100,
  maxVariantSide: 9999,
  keyCap: 2,
  lastKey: "refuse",
  existingKey: "rotate",
  leastPerPage: 10,
  mostPerPage: 10_000,
  pageHolds: 1000,
  v1PageHolds: 100,
  uploadShowsMeta: "no",
  patchedId: "keep",
  heic: "refuse",
  plainErrors: "unless-json",
  refusedAgents: "^Python-urllib/",
  storageAllowed: 100_000,
  batchCallsPerSecond: 200,
  batchTokenSeconds: 3600,
  browserTtlSeconds: 172_800,
  privateTtlSeconds: 3600,
  maxAvifSide: 1200,
  memoryCacheBytes: 192 * 1024 * 1024,
  diskCacheBytes: 2 * 1024 * 1024 * 1024,
  decoder: { seconds: 10, bytes: 512 * 1024 * 1024, waiting: 500 },
  clients: {
    headSeconds: 15,
    requestSeconds: 120,
    stallSeconds: 15,
    graceSeconds: 20,
    leastBytesPerSecond: 2048,
    lingerSeconds: 3,
  },
};

const choices: Partial<Record<keyof Rules, readonly string[]>> = {
  lastKey: ["refuse", "recreate"],
  existingKey: ["rotate", "keep"],
  plainErrors: ["unless-json", "never"],
  uploadShowsMeta: ["no", "yes"],
  patchedId: ["keep", "new"],
  heic: ["refuse", "store"],
};

/** Reads `name=value` pairs as changes of the rules. Throws a sentence that says what would be right. */
export function rulesFrom(pairs: readonly string[]): Partial<Rules> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name = "", value = ""] = /^([A-Za-z]+)=(.*)$/s.exec(pair) ?? [];
      const usual: unknown = Object.hasOwn(strictRules, name) ? strictRules[name as keyof Rules] : undefined;
      if (usual === undefined || typeof usual === "object")
        throw new Error(
          `There is no rule named ${name || pair}. They stand in lib/cloudflare/stand-in/rules.ts.`,
        );
      if (typeof usual === "number") {
        if (!/^\d{1,15}$/.test(value))
          throw new Error(`The rule ${name} needs a whole number (usually ${usual}).`);
        return [name, Number(value)];
      }
      const allowed = choices[name as keyof Rules];
      if (allowed && !allowed.includes(value))
        throw new Error(`The rule ${name} is ${allowed.join(" or ")}.`);
      return [name, value];
    }),
  );
}
