"use client";

import { AlertDialog, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";

type PublicConfirmProps = {
  /** How many files wait for the answer; 0 while nothing does. */
  count: number;
  onAnswer: (answer: "public" | "private" | "none") => void;
};

/** The second question before anything is uploaded in the open, with the safer way beside it. */
export function PublicConfirm({ count, onAnswer }: PublicConfirmProps) {
  const files = formatCount(count, "file");
  return (
    <AlertDialog open={count > 0} onOpenChange={(open) => !open && onAnswer("none")}>
      <AlertDialogContent
        title={`Upload ${files} as public?`}
        description={`Anyone with the address will see ${count === 1 ? "it" : "them"} in every size, without a signed link, from the moment ${count === 1 ? "it arrives" : "they arrive"}. You can make images private later; copies made until then stay.`}
        footer={
          <>
            <Button onClick={() => onAnswer("none")}>Cancel</Button>
            <Button variant="danger-outline" onClick={() => onAnswer("public")}>
              {`Upload ${files} as public`}
            </Button>
            <Button variant="primary" onClick={() => onAnswer("private")}>
              {`Upload ${files} as private`}
            </Button>
          </>
        }
      />
    </AlertDialog>
  );
}
