import type { Permission } from "@/lib/auth/roles";
import { isCustomId } from "@/lib/cloudflare/image-id";
import type { ImageState } from "@/lib/images/schema";
import { rightsOf, wouldEndEarly } from "@/lib/jobs/rights";
import type { Act, Exception, JobKind } from "@/lib/jobs/schema";

/** What each act needs the person to be allowed. */
export const needs: Record<JobKind, Permission> = {
  "make-private": "image:privacy",
  "make-public": "image:privacy",
  tag: "image:edit",
  untag: "image:edit",
  retag: "image:edit",
  collect: "image:edit",
  uncollect: "image:edit",
  rights: "image:edit",
  trash: "image:delete",
  restore: "image:delete",
  purge: "image:delete",
  "put-back": "image:edit",
};

/** The collection that an act names, or null. */
export const collectionOf = (act: Act): string | null =>
  "collectionId" in act ? (act.collectionId ?? null) : null;

export const maxTags = 30;
/** How long one worker may hold an item: longer than a call to Cloudflare with all its tries. */
export const itemLeaseMs = 90_000;
/** Tries before an item counts as failed. */
export const maxTries = 5;

/** An image as an act sees it. */
export type Subject = {
  state: ImageState;
  cloudflareId: string | null;
  requireSignedUrls: boolean;
  privacyPendingAt: Date | null;
  probe: "refused" | "served" | "unreachable" | null;
  /** How often its privacy has changed. */
  flips: number;
  trashedAt: Date | null;
  tags: string[];
  credit: string;
  rightsFrom: Date | null;
  rightsUntil: Date | null;
  embargoUntil: Date | null;
  /** Whether it is in the collection that the act names. */
  collected: boolean;
};

/** The columns that an edit writes, as JSON holds them: times as text. */
export type Values = {
  tags?: string[];
  credit?: string;
  rightsFrom?: string | null;
  rightsUntil?: string | null;
  embargoUntil?: string | null;
  collectionId?: string;
  collected?: boolean;
  place?: number;
  private?: boolean;
  /** For the trash and privacy: what a job left, so that taking it back sees what somebody did since. */
  flips?: number;
  trashedAt?: string | null;
  deleted?: boolean;
};
export type Wanted = { expect: Values; set: Values };

export type Verdict = { go: true; set: Values } | { go: false; why: Exception };
const no = (why: Exception): Verdict => ({ go: false, why });
const yes = (set: Values = {}): Verdict => ({ go: true, set });

/**
 * Whether an act changes an image as it stands, and to what; the dry run and the work ask the same question. An
 * image that is gone is null. `wanted`: what a taking-back expects, and sets.
 */
export function judge(act: Act, image: Subject | null, now: Date, wanted?: Wanted | null): Verdict {
  if (!image || image.state === "deleting") return no("gone");
  const verdict = judgeAlone(act, image, now, wanted);
  return verdict.go && wanted && !holds(image, wanted.expect) ? no("changed") : verdict;
}

function judgeAlone(act: Act, image: Subject, now: Date, wanted?: Wanted | null): Verdict {
  if (act.kind === "restore" || act.kind === "purge") return image.trashedAt ? yes() : no("not-trash");
  if (act.kind === "trash") return image.trashedAt ? no("already") : mayTrash(image);
  if (image.trashedAt) return no("trash");
  switch (act.kind) {
    case "make-private":
    case "make-public":
      return flip(act.kind === "make-private", image, now);
    case "tag":
      return retag(image, [...new Set([...image.tags, ...act.tags])]);
    case "untag":
      return retag(
        image,
        image.tags.filter((tag) => !act.tags.includes(tag)),
      );
    case "retag":
      return edit(image, { tags: renamed(image.tags, act) });
    case "collect":
    case "uncollect": {
      const collected = act.kind === "collect";
      if (image.collected === collected) return no("already");
      return yes({ collectionId: act.collectionId, collected });
    }
    case "rights":
      return wouldEndEarly(image, act) ? no("rights") : edit(image, rightsOf(act));
    case "put-back":
      return wanted ? yes(wanted.set) : no("changed");
  }
}

function mayTrash(image: Subject): Verdict {
  if (image.state === "received") return no("unfinished");
  if (image.privacyPendingAt) return no("changing");
  // What cannot be made private cannot lie in the trash.
  return !image.requireSignedUrls && hasCustomId(image) ? no("custom-id") : yes();
}

function flip(toPrivate: boolean, image: Subject, now: Date): Verdict {
  if (image.state !== "ready" || !image.cloudflareId) return no("unfinished");
  if (image.privacyPendingAt) return no("changing");
  // Marked private and served all the same: then the mark is sent again.
  const isPrivate = image.requireSignedUrls && image.probe !== "served";
  if (toPrivate ? isPrivate : !image.requireSignedUrls) return no("already");
  if (toPrivate && hasCustomId(image)) return no("custom-id");
  if (!toPrivate && isEmbargoed(image, now)) return no("embargo");
  return yes();
}

const hasCustomId = ({ cloudflareId }: Subject) => cloudflareId !== null && isCustomId(cloudflareId);

/** Whether nobody may make it public yet. */
export const isEmbargoed = ({ embargoUntil }: Pick<Subject, "embargoUntil">, now: Date): boolean =>
  embargoUntil !== null && embargoUntil > now;

function retag(image: Subject, tags: string[]): Verdict {
  if (tags.length === image.tags.length) return no("already");
  return tags.length > maxTags ? no("full") : yes({ tags });
}

/** The new name where the first of the old ones stood. */
function renamed(tags: string[], { from, to }: Extract<Act, { kind: "retag" }>): string[] {
  return [...new Set(tags.map((tag) => (from.includes(tag) ? to : tag)))];
}

/** Only what differs is written, so that undoing gives back only that. */
function edit(image: Subject, wish: Values): Verdict {
  const set = Object.fromEntries(
    Object.entries(wish).filter(([key, value]) => !same(valuesOf(image)[key as keyof Values], value)),
  );
  return Object.keys(set).length > 0 ? yes(set) : no("already");
}

/** An image's own values of the columns that edits write. */
export function valuesOf(image: Subject): Values {
  return {
    tags: image.tags,
    credit: image.credit,
    rightsFrom: image.rightsFrom?.toISOString() ?? null,
    rightsUntil: image.rightsUntil?.toISOString() ?? null,
    embargoUntil: image.embargoUntil?.toISOString() ?? null,
    collected: image.collected,
    private: image.requireSignedUrls,
    flips: image.flips,
    trashedAt: image.trashedAt?.toISOString() ?? null,
  };
}

/** The values it has now of what is about to be set. */
export function valuesBefore(image: Subject, set: Values): Values {
  const own = valuesOf(image);
  const keys = Object.keys(set).filter((key) => key in own) as (keyof Values)[];
  return {
    ...Object.fromEntries(keys.map((key) => [key, own[key]])),
    ...(set.collectionId && { collectionId: set.collectionId }),
  };
}

function holds(image: Subject, expected: Values): boolean {
  const own = valuesOf(image);
  return Object.entries(expected).every(
    ([key, value]) => !(key in own) || same(own[key as keyof Values], value),
  );
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
