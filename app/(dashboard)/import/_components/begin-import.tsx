"use client";

import { FolderInput } from "lucide-react";
import { startImport } from "@/app/(dashboard)/import/actions";
import { ConfirmDialog, type Consequence } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";
import type { AccountLook } from "@/lib/import/schema";

/** What it will do, in numbers, and then the button. */
export function BeginImport({ look }: { look: AccountLook }) {
  const { newPrivate, newPublic, newCustom, stored } = look;
  const fresh = newPrivate + newPublic;
  const rows: (Consequence | false)[] = [
    newPrivate > 0 && {
      count: formatCount(newPrivate),
      what: `private ${newPrivate === 1 ? "image comes" : "images come"} in; unknown until a stranger's request was refused`,
    },
    newPublic > 0 && {
      count: formatCount(newPublic),
      what: `public ${newPublic === 1 ? "image comes" : "images come"} in, as open as before`,
    },
    newCustom > 0 && {
      count: formatCount(newCustom),
      what: `of the public ones ${newCustom === 1 ? "has" : "have"} an id of somebody's choosing and can never be private`,
      tone: "exposed",
    },
    {
      count: formatCount(Math.max(1, Math.ceil(stored / 1_000))),
      what: `${stored > 1_000 ? "requests read" : "request reads"} the list; a hundred a minute are allowed`,
    },
  ];
  return (
    <ConfirmDialog
      trigger={
        <Button variant="primary">
          <FolderInput aria-hidden />
          Import {formatCount(fresh, "image")}
        </Button>
      }
      title={`Import ${formatCount(fresh, "image")}?`}
      sentence="Only rows are made here. Nothing is moved, copied or changed at Cloudflare, and nobody's access changes. You appear as who uploaded them."
      consequences={rows.filter((row) => row !== false)}
      confirm="Import"
      onConfirm={() => startImport({ expected: fresh })}
    />
  );
}
