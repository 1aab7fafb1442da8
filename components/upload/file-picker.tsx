"use client";

import { FolderOpen, ImagePlus, Images } from "lucide-react";
import { useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { formatBytes, formatCount } from "@/lib/format";
import { uploadLimits } from "@/lib/images/schema";

type FilePickerProps = {
  onFiles: (files: File[]) => void;
  onSamples?: () => void;
  deliveryNote: string;
  /** A list is under it: only the buttons, in one line. */
  compact: boolean;
};

/** The ways in by hand. The whole window takes drops, so this only says so. */
export function FilePicker({ onFiles, onSamples, deliveryNote, compact }: FilePickerProps) {
  const note = useId();
  const limits = `JPEG, PNG, WebP or GIF, up to ${formatBytes(uploadLimits.bytes)}, ${formatCount(uploadLimits.side)} pixels a side.`;
  const buttons = (
    <>
      <PickButton label="Choose files" note={note} onFiles={onFiles} primary />
      <PickButton label="Choose a folder" note={note} onFiles={onFiles} folder />
    </>
  );
  if (compact) {
    return (
      <div className="flex flex-wrap gap-2">
        {buttons}
        <p id={note} className="sr-only">
          {limits}
        </p>
      </div>
    );
  }
  return (
    <div className="grid justify-items-center gap-3 rounded-xl border border-border-strong border-dashed bg-muted/40 px-4 py-9 text-center">
      <ImagePlus aria-hidden className="size-8 text-muted-foreground" />
      <p className="text-muted-foreground text-sm pointer-coarse:hidden">
        Drop files or folders anywhere, paste, or
      </p>
      <div className="flex flex-wrap justify-center gap-2">{buttons}</div>
      <p id={note} className="max-w-sm text-muted-foreground text-xs">
        {limits} {deliveryNote}
      </p>
      {onSamples && (
        <Button variant="ghost" size="sm" onClick={onSamples}>
          <Images aria-hidden />
          Load the sample photographs
        </Button>
      )}
    </div>
  );
}

type PickButtonProps = {
  label: string;
  note: string;
  onFiles: (files: File[]) => void;
  folder?: boolean;
  primary?: boolean;
};

function PickButton({ label, note, onFiles, folder = false, primary = false }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const Icon = folder ? FolderOpen : ImagePlus;
  return (
    <>
      <Button
        variant={primary ? "primary" : "outline"}
        data-first={primary || undefined}
        aria-describedby={note}
        // A phone has no folders to choose.
        className={folder ? "pointer-coarse:hidden" : undefined}
        onClick={() => input.current?.click()}
      >
        <Icon aria-hidden />
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        {...(folder ? { webkitdirectory: "" } : { accept: uploadLimits.types.join(",") })}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file again must be a change again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
