"use client";

import { FilePicker } from "@/components/upload/file-picker";
import { PrivacyChoice, PublicWarning } from "@/components/upload/privacy-choice";

type UploadIntakeProps = {
  isPrivate: boolean;
  onPrivacy: (isPrivate: boolean) => void;
  canMakePublic: boolean;
  deliveryNote: string;
  onFiles: (files: File[]) => void;
  onSamples?: () => void;
  /** A list is under it. */
  compact: boolean;
};

/** What goes in and who will see it; shrinks to a line when the list needs the room. */
export function UploadIntake({ isPrivate, onPrivacy, canMakePublic, compact, ...picker }: UploadIntakeProps) {
  const choice = (
    <PrivacyChoice
      isPrivate={isPrivate}
      onChange={onPrivacy}
      canMakePublic={canMakePublic}
      compact={compact}
    />
  );
  return (
    <div className={compact ? "flex flex-wrap items-center justify-between gap-3" : "grid gap-4"}>
      {!compact && choice}
      {!compact && !isPrivate && <PublicWarning />}
      <FilePicker compact={compact} {...picker} />
      {compact && choice}
      {compact && !isPrivate && <PublicWarning />}
    </div>
  );
}
