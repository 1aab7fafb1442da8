import { ListChecks, Tags, Trash2 } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { type Actor, can } from "@/lib/auth/actor";

const places = [
  { href: "/tags", label: "Tags", icon: Tags, needs: "image:edit" },
  { href: "/jobs", label: "Jobs", icon: ListChecks, needs: "image:edit" },
  { href: "/trash", label: "Trash", icon: Trash2, needs: "image:delete" },
] as const;

/** The rooms beside the library. */
export function Places({ actor }: { actor: Actor }) {
  return places
    .filter(({ needs }) => can(actor, needs))
    .map(({ href, label, icon: Icon }) => (
      <Button key={href} asChild variant="ghost" size="sm">
        <Link href={href}>
          <Icon aria-hidden />
          {label}
        </Link>
      </Button>
    ));
}
