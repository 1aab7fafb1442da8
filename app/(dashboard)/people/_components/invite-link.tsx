"use client";

import type { Invited } from "@/app/(dashboard)/people/_components/invite-dialog";
import { withArticle } from "@/app/(dashboard)/people/with-article";
import { CopyButton } from "@/components/copy-button";
import { Time } from "@/components/time";
import { Input } from "@/components/ui/input";

/** The link, shown once: only its hash is kept. */
export function InviteLink({ invited }: { invited: Invited }) {
  const url = new URL(invited.path, window.location.origin).href;
  return (
    <div className="grid gap-4">
      <div className="flex gap-2">
        <Input
          readOnly
          value={url}
          aria-label="Invitation link"
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          className="font-mono text-xs"
        />
        <CopyButton value={url} label="Copy link" variant="primary" />
      </div>
      <p className="text-meta text-muted-foreground">
        Whoever opens it first becomes {withArticle(invited.role)} here, under the address {invited.email}. It
        works once and ends <Time value={invited.expiresAt} show="full" />. Lost it? Invite the same address
        again; the older link then stops working.
      </p>
    </div>
  );
}
