"use client";

import { Globe, Lock, TriangleAlert } from "lucide-react";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { SegmentedRadios } from "@/components/ui/segmented";

type PrivacyChoiceProps = {
  isPrivate: boolean;
  onChange: (isPrivate: boolean) => void;
  canMakePublic: boolean;
  /** A list is under it: one line. */
  compact: boolean;
};

const legend = "Files added from now on are";

/** Who will be able to see what is added from now on. Private unless somebody who may says otherwise. */
export function PrivacyChoice({ isPrivate, onChange, canMakePublic, compact }: PrivacyChoiceProps) {
  if (!canMakePublic) {
    return (
      <p className="flex items-center gap-2 text-meta text-muted-foreground">
        <Lock aria-hidden className="size-3.5 shrink-0" />
        Uploads are private. Only admins and owners make images public.
      </p>
    );
  }
  return compact ? (
    <SegmentedRadios
      legend={legend}
      name="upload-privacy"
      value={isPrivate ? "private" : "public"}
      onValueChange={(value) => onChange(value === "private")}
      options={[
        { value: "private", label: <Choice icon={Lock} word="Private" />, name: "Private" },
        { value: "public", label: <Choice icon={Globe} word="Public" />, name: "Public" },
      ]}
    />
  ) : (
    <RadioGroup legend={legend} className="sm:grid-cols-2">
      <RadioCard
        name="upload-privacy"
        value="private"
        label="Private"
        hint="Only signed links reach them"
        checked={isPrivate}
        onChange={() => onChange(true)}
      />
      <RadioCard
        name="upload-privacy"
        value="public"
        label="Public"
        hint="Anyone with the address"
        checked={!isPrivate}
        onChange={() => onChange(false)}
      />
    </RadioGroup>
  );
}

function Choice({ icon: Icon, word }: { icon: typeof Lock; word: string }) {
  return (
    <>
      <Icon aria-hidden />
      {word}
    </>
  );
}

/** Said as long as public is chosen. */
export function PublicWarning() {
  return (
    <p role="alert" className="flex gap-2 rounded-lg bg-open-soft px-3.5 py-2.5 text-meta text-open">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        Public files are readable by anyone with their address, in every size, the moment they arrive. What
        somebody has copied cannot be taken back.
      </span>
    </p>
  );
}
