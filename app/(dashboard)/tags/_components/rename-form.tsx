"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatList } from "@/lib/format";
import { tagSchema } from "@/lib/images/schema";

type RenameFormProps = {
  from: string[];
  busy: boolean;
  onClose: () => void;
  onRename: (to: string) => void;
};

export function RenameForm({ from, busy, onClose, onRename }: RenameFormProps) {
  const [problem, setProblem] = useState<string>();
  const merging = from.length > 1;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={merging ? `Merge ${formatList(from)}` : `Rename ${from[0]}`}
        description="Every image that carries it gets the new name instead. With a name that exists, the two become one."
      >
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            const to = tagSchema.safeParse(String(new FormData(event.currentTarget).get("to") ?? ""));
            if (!to.success) return setProblem(to.error.issues[0]?.message ?? "That is not a tag.");
            onRename(to.data);
          }}
        >
          <Field id="tag-to" label="New name" error={problem} required>
            {(aria) => (
              <Input
                {...aria}
                name="to"
                defaultValue={merging ? "" : from[0]}
                maxLength={40}
                autoFocus
                autoCapitalize="none"
                autoComplete="off"
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={busy} aria-busy={busy}>
              {busy ? "Counting…" : "Show what it does"}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
