"use client";

import { signLostAnew } from "@/app/(dashboard)/keys/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";

/** Prepares new addresses for what died with a key that vanished. */
export function SignLostAnew({ keyId, name, links }: { keyId: string; name: string; links: number }) {
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="primary">
          Prepare new addresses
          <span className="sr-only"> for the links of {name}</span>
        </Button>
      }
      title={`Prepare new addresses for ${formatCount(links, "link")}?`}
      sentence="Each is signed anew with the key in use, same picture, same end. They wait on this screen to be sent."
      confirm="Prepare new addresses"
      onConfirm={async () => {
        const result = await signLostAnew({ keyId });
        if (result.ok)
          toast({
            kind: "done",
            title: `${formatCount(result.data.links, "link has a new address", "links have new addresses")}`,
          });
        return result;
      }}
    />
  );
}
