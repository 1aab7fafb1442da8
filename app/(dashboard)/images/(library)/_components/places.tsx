import { Trash2 } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { type Actor, can } from "@/lib/auth/actor";

/** The rooms beside the library. */
export function Places({ actor }: { actor: Actor }) {
  if (!can(actor, "image:delete")) return null;
  return (
    <Button asChild variant="ghost" size="sm">
      <Link href="/trash">
        <Trash2 aria-hidden />
        Trash
      </Link>
    </Button>
  );
}
