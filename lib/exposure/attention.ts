import type { Permission } from "@/lib/auth/roles";
import { foreignItem } from "@/lib/exposure/foreign";
import { linkReasons } from "@/lib/exposure/link-attention";
import type { AttentionItem, ForeignImages } from "@/lib/exposure/schema";
import type { Count } from "@/lib/exposure/tally";
import { trashedItem } from "@/lib/exposure/trashed";
import { formatCount, formatList, formatRelative } from "@/lib/format";

export type AttentionFacts = Count & {
  /** Uploads that take longer than they should. */
  late: number;
  /** Links within their last two hours. */
  ending: number;
  /** Recipients who wait for more time, of the links that this person may change. */
  asking: number;
  /** How many of Darkroom's own variants the account lacks. */
  ownMissing: number;
  /** Why the last check of the account stopped. */
  syncError: string | null | undefined;
  foreign: ForeignImages;
};
export type Offer = { needs: Permission; item: AttentionItem };

export const they = (count: number, one: string, many: string) => (count === 1 ? one : many);
/** Every reason to act, gravest first, with the permission that acting on it needs. */
export function attentionItems(facts: AttentionFacts): Offer[] {
  return [leaks, account, unknown, stuck, elsewhere, uploads, linkReasons, quiet]
    .flatMap((reasons) => reasons(facts))
    .filter(({ item }) => item.count > 0);
}

const leaks = ({ served, unwanted, exposed, account, trashedOpen }: AttentionFacts): Offer[] => [
  {
    needs: "image:privacy",
    item: {
      kind: "served-unsigned",
      tone: "danger",
      count: served,
      title: `${formatCount(served, "private image")} answered a request without a signature`,
      sentence: `${they(served, "It is", "They are")} marked private, yet ${they(served, "a stranger's request was", "strangers' requests were")} answered. Make ${they(served, "it", "them")} private again; then it is measured once more.`,
      href: "/images?q=is:open",
      action: they(served, "Show it", "Show them"),
    },
  },
  {
    needs: "image:privacy",
    item: {
      kind: "served-unsigned",
      tone: "danger",
      count: unwanted,
      title: `${formatCount(unwanted, "image")} that ${they(unwanted, "was", "were")} to be private ${they(unwanted, "is", "are")} public`,
      sentence: `Cloudflare was asked for private uploads and holds ${they(unwanted, "this one", "these")} as public: anyone with the address can see ${they(unwanted, "it", "them")}. Make ${they(unwanted, "it", "them")} private, or delete ${they(unwanted, "it", "them")}.`,
      href: "/images?q=is:open",
      action: they(unwanted, "Show it", "Show them"),
    },
  },
  { needs: "image:delete", item: trashedItem(trashedOpen) },
  {
    needs: "variant:manage",
    item: {
      kind: "always-public",
      tone: "danger",
      count: exposed,
      title: `${formatList(account.alwaysPublic)} ${they(account.alwaysPublic.length, "opens", "open")} ${formatCount(exposed, "private image")} to anyone`,
      sentence: `${they(account.alwaysPublic.length, "This variant is", "These variants are")} always public: whoever has an image's address can see it at that size without a link.`,
      href: "/variants",
      action: "Review variants",
    },
  },
];

const account = ({ syncError, ownMissing, missing }: AttentionFacts): Offer[] => [
  {
    needs: "variant:manage",
    item: {
      kind: "account",
      tone: "warning",
      count: syncError ? 1 : 0,
      title: "The last check of the account did not finish",
      sentence: syncError ?? "",
      href: "/settings",
      action: "Open settings",
    },
  },
  {
    needs: "variant:manage",
    item: {
      kind: "account",
      tone: "warning",
      count: ownMissing,
      title: "Pictures cannot be shown here",
      sentence: `${formatCount(ownMissing, "variant")} that Darkroom shows pictures with ${they(ownMissing, "is", "are")} missing at Cloudflare. Nobody's access changes; prepare the account again.`,
      href: "/settings",
      action: "Open settings",
    },
  },
  {
    needs: "image:delete",
    item: {
      kind: "account",
      tone: "warning",
      count: missing,
      title: `${formatCount(missing, "image")} ${they(missing, "is", "are")} gone at Cloudflare`,
      sentence: `${they(missing, "It was", "They were")} deleted outside Darkroom, and ${they(missing, "its", "their")} links lead nowhere. Upload ${they(missing, "it", "them")} again, or delete what is left here.`,
      href: "/images?q=is:vanished",
      action: they(missing, "Show it", "Show them"),
    },
  },
];

const unknown = ({ unknown, leaving, asOf, stale, now }: AttentionFacts): Offer[] => {
  const count = unknown - leaving;
  const old = asOf
    ? `Cloudflare was last asked ${formatRelative(asOf, now)}.`
    : "Cloudflare has not been asked yet.";
  return [
    {
      needs: "account:check",
      item: {
        kind: "unknown",
        tone: "warning",
        count,
        title: `We cannot say who sees ${formatCount(count, "image")}`,
        sentence: stale
          ? `${old} Check the account to know.`
          : "A change is not confirmed, or no unsigned request was refused yet. Each says which; Darkroom asks again by itself.",
        href: "/images?q=is:unknown",
        action: they(count, "Show it", "Show them"),
      },
    },
  ];
};

const stuck = ({ stuck }: AttentionFacts): Offer[] => [
  {
    needs: "image:delete",
    item: {
      kind: "stuck-deletes",
      tone: "warning",
      count: stuck,
      title: `${formatCount(stuck, "image")} could not be deleted at Cloudflare yet`,
      sentence: `${they(stuck, "It counts", "They count")} as stored, and as readable as before, until Cloudflare confirms. Darkroom keeps trying.`,
      href: "/images",
      action: "Open the library",
    },
  },
];

const uploads = ({ failed, late }: AttentionFacts): Offer[] => [
  {
    needs: "image:upload",
    item: {
      kind: "failed-uploads",
      tone: "warning",
      count: failed,
      title: `${formatCount(failed, "upload")} failed`,
      sentence: "Each says what went wrong and what is left of it; upload it again or remove it.",
      href: "/images?q=is:pending",
      action: they(failed, "Show it", "Show them"),
    },
  },
  {
    needs: "image:upload",
    item: {
      kind: "unfinished-uploads",
      tone: "info",
      count: late,
      title: `${formatCount(late, "upload")} ${they(late, "is", "are")} unfinished`,
      sentence: `Begun over ten minutes ago. What has arrived finishes by itself; the rest ends with ${they(late, "its", "their")} upload address.`,
      href: "/images?q=is:pending",
      action: they(late, "Show it", "Show them"),
    },
  },
];

const elsewhere = ({ foreign, account }: AttentionFacts): Offer[] => [
  { needs: "account:check", item: foreignItem(foreign, account.alwaysPublic) },
];

const quiet = ({ open, unwanted }: AttentionFacts): Offer[] => [
  {
    needs: "image:privacy",
    item: {
      kind: "open-images",
      tone: "info",
      count: open - unwanted,
      title: `${formatCount(open - unwanted, "image")} ${they(open - unwanted, "is", "are")} public`,
      sentence: `Anyone with ${they(open - unwanted, "its", "their")} address can see ${they(open - unwanted, "it", "them")}. That is fine when it is meant; each can be made private.`,
      href: "/images?q=is:open",
      action: they(open - unwanted, "Show it", "Show them"),
    },
  },
];
