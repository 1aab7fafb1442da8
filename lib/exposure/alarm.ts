import type { AttentionItem } from "@/lib/exposure/schema";
import { formatCount } from "@/lib/format";

/** Genuine links that nobody here made: the gravest thing that can be found. */
export function alarmItem(count: number): AttentionItem {
  const [it, was] = count === 1 ? ["it", "was"] : ["them", "were"];
  return {
    kind: "key-alarm",
    tone: "danger",
    count,
    title: `${formatCount(count, "genuine link")} ${was} not made here`,
    sentence: `A key of the account signed ${it} and no entry explains ${it}: somebody else has the key, and with it every private picture.`,
    href: "/links/desk",
    action: "Open the leak desk",
  };
}
