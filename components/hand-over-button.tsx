"use client";

import { Copy, FileDown, Mail } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { csvFile, saveFile } from "@/components/save-file";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import { addressesOf, type HandedLink, linksCsv, mailTexts } from "@/lib/links/hand-over";
import type { HandedOver, HandOverInput } from "@/lib/reseal/schema";

/** The screen's action that answers new addresses and writes down that they were handed over. */
export type HandOver = (input: HandOverInput) => Promise<ActionResult<HandedOver>>;

const ways = {
  address: { icon: Copy, label: "Copy new address", busy: "Copying…", done: "copied" },
  mail: { icon: Mail, label: "Copy as mail", busy: "Copying…", done: "copied as a mail" },
  csv: { icon: FileDown, label: "Save as CSV", busy: "Saving…", done: "saved" },
} as const;

type HandOverButtonProps = { pastIds: string[]; whose: string; way: keyof typeof ways; handOver: HandOver };

/** Asks for addresses and hands them over in one press; where the browser refuses, they are shown to be copied by hand. */
export function HandOverButton({ pastIds, whose, way, handOver }: HandOverButtonProps) {
  const router = useRouter();
  const [shown, setShown] = useState<string>();
  const [busy, start] = useTransition();
  const { icon: Icon, ...words } = ways[way];

  const press = () =>
    start(async () => {
      const result = await handOver({ pastIds });
      if (!result.ok)
        return void toast({ kind: "error", title: "Nothing was handed over", description: result.message });
      const { links, left } = result.data;
      const text = textOf(links, way);
      const taken = way === "csv" ? save(text) : await copied(text);
      if (!taken) return setShown(text);
      toast({
        kind: "done",
        title: `The new ${pastIds.length === 1 ? "address" : "addresses"} of ${whose} ${pastIds.length === 1 ? "is" : "are"} ${words.done}`,
        ...(left > 0 && {
          description: `${formatCount(left, "address has ended or was", "addresses have ended or were")} replaced again meanwhile.`,
        }),
      });
      router.refresh();
    });

  if (shown)
    return (
      <Textarea
        readOnly
        value={shown}
        aria-label={`New address of ${whose}`}
        onFocus={(event) => event.target.select()}
        wrap="off"
        className="max-w-72 font-mono text-xs"
      />
    );
  return (
    <Button size="sm" disabled={busy} aria-busy={busy} onClick={press} className="max-sm:w-full">
      <Icon aria-hidden />
      {busy ? words.busy : words.label}
      <span className="sr-only"> of {whose}</span>
    </Button>
  );
}

function textOf(links: HandedLink[], way: keyof typeof ways): string {
  const { origin } = window.location;
  if (way === "csv") return linksCsv(links, origin);
  if (way === "address")
    return links.flatMap((link) => addressesOf(link, origin).map(({ url }) => url)).join("\n");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return mailTexts(links, { origin, zone, now: new Date(), instead: true });
}

function save(text: string): true {
  saveFile(csvFile(text), "new-addresses.csv");
  return true;
}

const copied = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
