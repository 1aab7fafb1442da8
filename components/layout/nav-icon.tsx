import {
  Activity,
  Captions,
  Copy,
  FolderInput,
  FolderOpen,
  Frame,
  Images,
  KeyRound,
  Link2,
  ListChecks,
  ScanEye,
  Settings,
  Siren,
  Tags,
  Trash2,
  Users,
} from "lucide-react";
import type { ScreenId } from "@/components/layout/nav";

const icons = {
  exposure: ScanEye,
  library: Images,
  collections: FolderOpen,
  tags: Tags,
  "alt-text": Captions,
  duplicates: Copy,
  jobs: ListChecks,
  trash: Trash2,
  import: FolderInput,
  links: Link2,
  desk: Siren,
  variants: Frame,
  keys: KeyRound,
  activity: Activity,
  people: Users,
  settings: Settings,
} satisfies Record<ScreenId, typeof Activity>;

/** By name, because a component cannot be handed from the server to an island. */
export function NavIcon({ id, className }: { id: ScreenId; className?: string }) {
  const Icon = icons[id];
  return <Icon aria-hidden className={className} />;
}
