"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { CopyButton } from "@/components/copy-button";
import { QrCodes } from "@/components/created-links/qr-codes";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { formatDateTime, formatRelative } from "@/lib/format";
import { addressesOf, masked } from "@/lib/links/hand-over";
import type { CreatedLink } from "@/lib/links/schema";

type CreatedLinkCardProps = { link: CreatedLink; origin: string; zone: string; onCopied: () => void };

/** One recipient's addresses, covered until somebody wants to see them. */
export function CreatedLinkCard({ link, origin, zone, onCopied }: CreatedLinkCardProps) {
  const [shown, setShown] = useState(false);
  const now = new Date();
  const end = new Date(link.endsAt);
  const addresses = addressesOf(link, origin);
  const urls = addresses.map(({ url }) => url);
  const field = {
    readOnly: true,
    "aria-label": "Address of the link",
    value: urls.map((url) => (shown ? url : masked(url))).join("\n"),
    onCopy: shown ? onCopied : undefined,
    spellCheck: false,
    className: "font-mono text-xs",
  };

  return (
    <section aria-label={link.recipient.name} className="grid gap-3 rounded-lg border p-3.5">
      <div className="grid gap-0.5">
        <p className="break-words font-medium text-sm">
          {[link.recipient.name, link.recipient.organisation].filter(Boolean).join(", ")}
        </p>
        <p className="text-meta text-muted-foreground">
          Ends {formatDateTime(end, { now, zone })} ({formatRelative(end, now)}),{" "}
          {formatDateTime(end, { now, zone: "UTC" })}
          {link.keyName && `. Signed with ${link.keyName}`}
        </p>
      </div>
      {urls.length === 1 ? (
        <Input {...field} />
      ) : (
        <Textarea {...field} rows={Math.min(6, urls.length)} wrap="off" />
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          {shown ? "Hide address" : "Show address"}
        </Button>
        <CopyButton
          value={urls.join("\n")}
          label={urls.length === 1 ? "Copy address" : `Copy ${urls.length} addresses`}
          size="sm"
          onCopied={onCopied}
        />
        <QrCodes addresses={addresses} recipient={link.recipient.name} onSaved={onCopied} />
      </div>
    </section>
  );
}
