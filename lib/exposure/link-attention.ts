import { type AttentionFacts, type Offer, they } from "@/lib/exposure/attention";
import { formatCount } from "@/lib/format";

/** What asks for a decision about links: who waits for more time, and what ends soon. */
export const linkReasons = ({ asking, ending }: AttentionFacts): Offer[] => [
  {
    needs: "link:create",
    item: {
      kind: "links-asking",
      tone: "warning",
      count: asking,
      title: `${formatCount(asking, "link")} ${they(asking, "was", "were")} asked to last longer`,
      sentence: `${they(asking, "Its recipient waits", "Their recipients wait")} for an answer. Give more time, or revoke.`,
      href: "/links?q=is:asking",
      action: they(asking, "Show it", "Show them"),
    },
  },
  {
    needs: "link:create",
    item: {
      kind: "links-ending",
      tone: "info",
      count: ending,
      title: `${formatCount(ending, "link")} ${they(ending, "ends", "end")} within two hours`,
      sentence: `Whoever holds ${they(ending, "it", "them")} loses access then. A new link is needed for more time.`,
      href: "/links?q=status:ending",
      action: they(ending, "Show it", "Show them"),
    },
  },
];
