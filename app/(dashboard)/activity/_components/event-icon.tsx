import {
  Bookmark,
  FolderOpen,
  Frame,
  ImageIcon,
  KeyRound,
  Link2,
  ListChecks,
  Mail,
  Settings2,
  UserRound,
} from "lucide-react";
import type { AuditAction, SubjectType } from "@/lib/audit/schema";
import { cn } from "@/lib/cn";

const icons = {
  image: ImageIcon,
  link: Link2,
  variant: Frame,
  key: KeyRound,
  person: UserRound,
  invitation: Mail,
  job: ListChecks,
  collection: FolderOpen,
  view: Bookmark,
  account: Settings2,
} satisfies Record<SubjectType, typeof Frame>;

/** What opens or ends something has the colour of that; the sentence beside it says the same in words. */
const tones: Partial<Record<AuditAction, string>> = {
  "image.made-public": "bg-open-soft text-open",
  "image.made-private": "bg-sealed-soft text-sealed",
  "variant.opened": "bg-exposed-soft text-exposed",
  "variant.closed": "bg-sealed-soft text-sealed",
  "image.trashed": "bg-danger-soft text-danger",
  "image.deleted": "bg-danger-soft text-danger",
  "image.drifted": "bg-exposed-soft text-exposed",
  "key.vanished": "bg-exposed-soft text-exposed",
  "key.alarm-raised": "bg-danger-soft text-danger",
  "session.refused": "bg-ending-soft text-ending",
};

export function EventIcon({ about, action }: { about: SubjectType; action: AuditAction }) {
  const Icon = icons[about] ?? Settings2;
  return (
    <span
      aria-hidden
      className={cn(
        "flex size-8 shrink-0 items-center justify-center rounded-full",
        tones[action] ?? "bg-quiet-soft text-quiet",
      )}
    >
      <Icon className="size-4" />
    </span>
  );
}
