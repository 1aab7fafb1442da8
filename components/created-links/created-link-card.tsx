"use client";

import { Eye, EyeOff, QrCode } from "lucide-react";
import { useState } from "react";
import { CopyButton } from "@/components/copy-button";
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
  const [code, setCode] = useState("");
  const now = new Date();
  const end = new Date(link.endsAt);
  const urls = addressesOf(link, origin).map(({ url }) => url);
  const [only] = urls;
  const field = {
    readOnly: true,
    "aria-label": "Address of the link",
    value: urls.map((url) => (shown ? url : masked(url))).join("\n"),
    onCopy: shown ? onCopied : undefined,
    spellCheck: false,
    className: "font-mono text-xs",
  };

  async function draw() {
    const { renderSVG } = await import("uqr");
    setCode(code ? "" : renderSVG(only ?? "", { border: 2 }));
  }

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
        {urls.length === 1 && (
          <Button size="sm" aria-pressed={code !== ""} onClick={draw}>
            <QrCode aria-hidden />
            QR code
          </Button>
        )}
      </div>
      {code && (
        <img
          src={`data:image/svg+xml,${encodeURIComponent(code)}`}
          alt={`QR code of the link for ${link.recipient.name}`}
          width={200}
          height={200}
          className="rounded-md bg-white p-2"
        />
      )}
    </section>
  );
}
