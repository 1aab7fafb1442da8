"use client";

import { DeleteKey } from "@/app/(dashboard)/keys/_components/delete-key";
import { letLeave, signWith } from "@/app/(dashboard)/keys/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";
import { isUnexplained, type KeyRow } from "@/lib/keys/schema";

type KeyActionsProps = {
  row: KeyRow;
  current: string;
  without: string | undefined;
};

/** What can be done with a key that does not sign. */
export function KeyActions({ row, current, without }: KeyActionsProps) {
  const { id, name, leavesAt, deletingAt } = row;
  if (deletingAt)
    return <p className="text-meta text-muted-foreground">Being deleted; Darkroom goes on by itself.</p>;
  return (
    <div className="flex flex-wrap gap-2 max-sm:grid">
      {!isUnexplained(row) && (
        <ConfirmDialog
          trigger={<Button size="sm">Sign with this key</Button>}
          title={`Sign everything new with ${name}?`}
          sentence={`Links that exist keep the key they were signed with. Other servers of this installation follow within a minute.`}
          confirm={`Sign with ${name}`}
          onConfirm={() => signWith({ keyId: id })}
        />
      )}
      {leavesAt ? (
        <ConfirmDialog
          trigger={<Button size="sm">Keep it after all</Button>}
          title={`Keep ${name}?`}
          sentence="It is not deleted by itself any more."
          confirm="Keep it"
          onConfirm={() => letLeave({ keyId: id, leave: false })}
        />
      ) : (
        <ConfirmDialog
          trigger={<Button size="sm">Delete when drained</Button>}
          title={`Delete ${name} when it is drained?`}
          sentence={drainWords(row)}
          confirm="Delete when drained"
          onConfirm={() => letLeave({ keyId: id, leave: true })}
        />
      )}
      <DeleteKey keyId={id} name={name} current={current} without={without} />
    </div>
  );
}

/** When a key would be gone, and who would notice. */
function drainWords({ liveLinks, idle, foundAt }: KeyRow): string {
  if (liveLinks > 0)
    return `${formatCount(liveLinks, "live link hangs", "live links hang")} on it. It is deleted by itself once the last of them has ended; nobody loses anything.`;
  if (idle)
    return `${formatCount(idle.links, "link", "links")} to what is public just now ${idle.links === 1 ? "was" : "were"} signed with it. It is deleted by itself once the last of them has ended; nobody loses anything.`;
  return foundAt
    ? "No link of the ledger hangs on it, so it goes within a few minutes. What others signed with it stops too."
    : "Nothing hangs on it, so it goes within a few minutes.";
}
