import { Eye, Lock } from "lucide-react";
import { Badge } from "@/components/ui/badge";

/** Who can read a private picture in this variant. */
export function AccessBadge({ alwaysPublic }: { alwaysPublic: boolean }) {
  return alwaysPublic ? (
    <Badge
      tone="exposed"
      title="neverRequireSignedURLs is true: anyone with the address sees it, private or not."
    >
      <Eye aria-hidden />
      Always public
    </Badge>
  ) : (
    <Badge tone="sealed" title="neverRequireSignedURLs is false: a private picture needs a signed link.">
      <Lock aria-hidden />
      Signed links only
    </Badge>
  );
}
