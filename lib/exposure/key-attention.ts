import { type Offer, they } from "@/lib/exposure/attention";
import type { Waiting } from "@/lib/exposure/waiting";
import { formatCount } from "@/lib/format";

/** Signing keys that came or went at Cloudflare without anybody here asking, until somebody says why. */
export const keyReasons = ({ foundKeys, lostKeys, lostLinks }: Waiting): Offer[] =>
  [
    {
      needs: "leak:act" as const,
      item: {
        kind: "key-vanished" as const,
        tone: lostLinks > 0 ? ("danger" as const) : ("warning" as const),
        count: lostKeys,
        title: `${formatCount(lostKeys, "signing key")} vanished outside Darkroom`,
        sentence: `${lostLinks > 0 ? `${formatCount(lostLinks, "link")} died with ${they(lostKeys, "it", "them")}, for everybody who holds ${they(lostLinks, "it", "them")}. Issue again what is still needed, then` : "No live link died. Please"} say why ${they(lostKeys, "it", "they")} went.`,
        href: "/keys",
        action: "Open keys",
      },
    },
    {
      needs: "leak:act" as const,
      item: {
        kind: "key-found" as const,
        tone: "danger" as const,
        count: foundKeys,
        title: `${formatCount(foundKeys, "signing key")} ${they(foundKeys, "was", "were")} not made in Darkroom`,
        sentence: `Whoever holds ${they(foundKeys, "it", "one")} can open every private picture. Say who made ${they(foundKeys, "it", "them")} and why, or delete ${they(foundKeys, "it", "them")}.`,
        href: "/keys",
        action: "Open keys",
      },
    },
  ].filter(({ item }) => item.count > 0);
