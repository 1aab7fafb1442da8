import Link from "next/link";
import { type Actor, can } from "@/lib/auth/actor";

const places = [
  { href: "/tags", label: "Tags", needs: "image:edit" },
  { href: "/alt-text", label: "Alt text", needs: "image:edit" },
  { href: "/duplicates", label: "Duplicates", needs: "image:edit" },
  { href: "/jobs", label: "Jobs", needs: "image:edit" },
  { href: "/trash", label: "Trash", needs: "image:delete" },
] as const;

/** The rooms beside the library; a phone has them in its sheet. */
export function Places({ actor }: { actor: Actor }) {
  const open = places.filter(({ needs }) => can(actor, needs));
  if (open.length === 0) return null;
  return (
    <nav
      aria-label="Beside the library"
      className="flex flex-wrap gap-x-4 gap-y-1 pr-2 text-meta max-md:hidden"
    >
      {open.map(({ href, label }) => (
        <Link key={href} href={href} className="hit-area text-muted-foreground hover:text-foreground">
          {label}
        </Link>
      ))}
    </nav>
  );
}
