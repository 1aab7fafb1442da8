"use client";

import { Info } from "lucide-react";
import { CopyButton } from "@/components/copy-button";
import { CreatedLinkCard } from "@/components/created-links/created-link-card";
import { csvFile, saveFile } from "@/components/save-file";
import { Button } from "@/components/ui/button";
import { addressesOf, type HandedLink, linksCsv, mailTexts } from "@/lib/links/hand-over";

/** The one place and the one time that a signature or a token is shown. */
export function CreatedLinks({ links, onCopied }: { links: HandedLink[]; onCopied: () => void }) {
  const { origin } = window.location;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = links.flatMap((link) => addressesOf(link, origin));
  const gated = links.every(({ path }) => path !== null);
  const mails = mailTexts(links, { origin, zone, now: new Date() });

  function saveCsv() {
    saveFile(csvFile(linksCsv(links, origin)), "links.csv");
    onCopied();
  }

  return (
    <div className="grid gap-4 pt-1">
      <div className="flex flex-wrap gap-2">
        <CopyButton
          value={all.map(({ url }) => url).join("\n")}
          label={all.length === 1 ? "Copy link" : `Copy all ${all.length}`}
          variant="primary"
          autoFocus
          onCopied={onCopied}
        />
        <CopyButton value={mails} label="Copy as mail" onCopied={onCopied} />
        <Button onClick={saveCsv}>Save as CSV</Button>
      </div>
      <ul className="grid gap-3">
        {links.map((link) => (
          <li key={link.linkId}>
            <CreatedLinkCard link={link} origin={origin} zone={zone} onCopied={onCopied} />
          </li>
        ))}
      </ul>
      <div className="flex items-start gap-2.5 rounded-lg bg-muted px-3.5 py-3 text-meta">
        <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
        <p>
          {gated
            ? "This page asks Darkroom each time it is opened: you can end, pause or extend it at any moment. What was saved meanwhile stays saved."
            : "A direct link cannot be recalled alone: before its end, only re-sealing or deleting the image, or deleting its signing key, stops it. A browser that has the picture may show it for up to an hour after the end, and what was downloaded stays downloaded."}
        </p>
      </div>
    </div>
  );
}
