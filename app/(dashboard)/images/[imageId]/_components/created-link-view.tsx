"use client";

import { Info } from "lucide-react";
import type { Made } from "@/app/(dashboard)/images/[imageId]/_components/create-link-dialog";
import { CopyButton } from "@/components/copy-button";
import { Fact, FactList } from "@/components/fact-list";
import { Input } from "@/components/ui/input";
import { formatDateTime, formatRelative } from "@/lib/format";

type CreatedLinkViewProps = { made: Made; imageName: string; onCopied: () => void };

/** The one place and the one time that a signature is shown. */
export function CreatedLinkView({ made, imageName, onCopied }: CreatedLinkViewProps) {
  const now = new Date();
  const end = new Date(made.endsAt);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className="grid gap-4 pt-1">
      <div className="flex gap-2">
        <Input
          readOnly
          aria-label="Address of the link"
          value={made.url}
          onFocus={(event) => event.target.select()}
          onCopy={onCopied}
          spellCheck={false}
          className="font-mono text-xs"
        />
        <CopyButton value={made.url} label="Copy link" variant="primary" autoFocus onCopied={onCopied} />
      </div>
      <FactList className="rounded-lg border px-3.5">
        <Fact label="For">{made.recipient}</Fact>
        <Fact label="Opens">
          {imageName} as {made.variantId}
        </Fact>
        <Fact label="Ends">
          {formatDateTime(end, { now, zone })} ({formatRelative(end, now)})
          <span className="block text-muted-foreground text-xs">
            {formatDateTime(end, { now, zone: "UTC" })}
          </span>
        </Fact>
        <Fact label="Signed with">{made.keyName}</Fact>
      </FactList>
      <div className="flex items-start gap-2.5 rounded-lg bg-muted px-3.5 py-3 text-meta">
        <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
        <p>
          A direct link cannot be recalled alone: before its end, only deleting the image or its signing key
          stops it. A browser that has the picture may show it for up to an hour after the end, and what was
          downloaded stays downloaded.
        </p>
      </div>
    </div>
  );
}
