"use client";

import { X } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { canCancel, isProblem, type UploadItem } from "@/components/upload/upload-item";
import { cn } from "@/lib/cn";
import { uploadLimits } from "@/lib/images/schema";

type RowActionsProps = {
  item: UploadItem;
  onRetry: (id: string) => void;
  onCancel: (id: string) => void;
  onSupply: (id: string, file: File) => void;
  onKeepExisting: (id: string) => void;
  onSendAnyway: (id: string) => void;
  afterwards: () => void;
};

/** The one thing to do about a row, and giving it up. */
export function RowActions({ item, onRetry, onCancel, onSupply, afterwards, ...on }: RowActionsProps) {
  if (!canCancel(item)) return null;
  if (item.state === "known")
    return (
      <div className="-my-1 flex flex-wrap items-center gap-1 max-sm:col-span-2 max-sm:col-start-2">
        <Button
          size="sm"
          onClick={() => {
            on.onKeepExisting(item.id);
            afterwards();
          }}
        >
          Use the existing one<span className="sr-only"> for {item.name}</span>
        </Button>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            on.onSendAnyway(item.id);
            afterwards();
          }}
        >
          Upload anyway<span className="sr-only"> {item.name}</span>
        </Button>
      </div>
    );
  const canRetry = item.state === "failed" && item.hasFile;
  const needsFile = isProblem(item) && !item.hasFile;
  return (
    // Under the words on a phone, when there is more than the cross.
    <div
      className={cn(
        "-my-1 flex items-center gap-1",
        (canRetry || needsFile) && "max-sm:col-span-2 max-sm:col-start-2",
      )}
    >
      {canRetry && (
        <Button
          size="sm"
          onClick={() => {
            onRetry(item.id);
            afterwards();
          }}
        >
          Retry<span className="sr-only"> {item.name}</span>
        </Button>
      )}
      {needsFile && (
        <ChooseAgain
          name={item.name}
          onFile={(file) => {
            onSupply(item.id, file);
            afterwards();
          }}
        />
      )}
      <Button
        size="icon-sm"
        variant="ghost"
        aria-label={`Cancel ${item.name}`}
        title="Cancel"
        onClick={() => {
          onCancel(item.id);
          afterwards();
        }}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}

function ChooseAgain({ name, onFile }: { name: string; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="sm" onClick={() => input.current?.click()}>
        Choose the file again<span className="sr-only">: {name}</span>
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`File for ${name}`}
        accept={uploadLimits.types.join(",")}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onFile(file);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
