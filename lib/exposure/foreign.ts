import type { AttentionItem, ForeignImages } from "@/lib/exposure/schema";
import { formatCount, formatList } from "@/lib/format";

/** The home screen's sentence with what it does not speak about: images that were not uploaded here. */
export function withForeign(sentence: string, foreign: ForeignImages): string {
  const count = foreign.private + foreign.public;
  if (count === 0) return sentence;
  const ours = sentence.replace(/^No images yet/, "No images in Darkroom yet");
  const others = formatCount(count, "other image at Cloudflare was", "other images at Cloudflare were");
  return `${ours} ${others} not uploaded here.`;
}

/** Nobody watches these one by one until they are imported; graver when anyone can read private ones. */
export function foreignItem(foreign: ForeignImages, alwaysPublic: string[]): AttentionItem {
  const count = foreign.private + foreign.public;
  const opened = alwaysPublic.length > 0 && foreign.private > 0;
  const [is, were, them] = count === 1 ? ["is", "It was", "it"] : ["are", "They were", "them one by one"];
  const privates = formatCount(foreign.private, "private one is", "private ones are");
  const who = opened ? ` The ${privates} readable by anyone through ${formatList(alwaysPublic)}.` : "";
  return {
    kind: "foreign",
    tone: opened ? "warning" : "info",
    count,
    title: `${formatCount(count, "image")} at Cloudflare ${is} not in Darkroom`,
    sentence: `${were} uploaded by other means; Darkroom cannot watch ${them} until ${count === 1 ? "it is" : "they are"} imported.${who}`,
    href: "/import",
    action: "Look at the import",
  };
}
