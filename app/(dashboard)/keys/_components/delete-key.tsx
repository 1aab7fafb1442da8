"use client";

import { useState } from "react";
import { Victims } from "@/app/(dashboard)/keys/_components/victims";
import { countVictims, deleteKey } from "@/app/(dashboard)/keys/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";
import type { KeyVictims } from "@/lib/keys/schema";

type DeleteKeyProps = {
  keyId: string;
  name: string;
  current: string;
  /** A link that gets no new address and is revoked. */
  without: string | undefined;
};

/** Counts whose links end before it asks, and offers to sign them anew. */
export function DeleteKey({ keyId, name, current, without }: DeleteKeyProps) {
  const [victims, setVictims] = useState<KeyVictims>();
  const [reissue, setReissue] = useState(true);
  const [busy, setBusy] = useState(false);

  async function ask() {
    setBusy(true);
    const result = await countVictims({ keyId });
    setBusy(false);
    if (result.ok) setVictims(result.data);
    else toast({ kind: "error", title: "The links could not be counted", description: result.message });
  }

  const links = victims?.links ?? 0;
  const idle = victims?.idle ?? 0;
  const count = formatCount(links);
  return (
    <>
      <Button size="sm" variant="danger-outline" disabled={busy} aria-busy={busy} onClick={ask}>
        Delete now…
        <span className="sr-only"> {name}</span>
      </Button>
      {victims && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setVictims(undefined)}
          title={`Delete the key ${name} now?`}
          sentence="Every address signed with it stops at once, for everybody who holds one. This cannot be undone."
          consequences={[
            {
              count,
              what: links === 1 ? "live link stops" : "live links stop",
              tone: links > 0 ? "danger" : "sealed",
            },
            {
              count: formatCount(victims.holders),
              what: victims.holders === 1 ? "holder is affected" : "holders are affected",
            },
            ...(idle > 0
              ? [
                  {
                    count: formatCount(idle),
                    what: `${idle === 1 ? "link" : "links"} to what is public just now would need it again`,
                  },
                ]
              : []),
          ]}
          safer={
            links + idle > 0 ? (
              <Victims
                victims={victims}
                reissue={reissue}
                onReissue={setReissue}
                current={current}
                without={without}
              />
            ) : undefined
          }
          typeToConfirm={links > 0 ? count : undefined}
          confirm="Delete the key"
          kind="destroy"
          onConfirm={async () => {
            const result = await deleteKey({
              keyId,
              confirmedLinks: links,
              reissue: reissue && links + idle > 0,
              ...(without && { without: [without] }),
            });
            // What was measured is kept in the list.
            if (result.ok) toast({ kind: "done", title: `${name} is deleted` });
            return result;
          }}
        />
      )}
    </>
  );
}
