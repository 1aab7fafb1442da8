import Link from "next/link";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import type { Part } from "@/lib/images/query-language";
import { filtersOf } from "@/lib/query/language";
import { countPurging } from "@/lib/trash/queries";

/** What lies in the trash is not in the library, also while it is deleted: whoever asks for that is led there. */
export async function BeingDeleted({ parts }: { parts: readonly Part[] }) {
  const asked = filtersOf(parts).some(
    ({ key, value, not }) => key === "state" && value === "deleting" && !not,
  );
  if (!asked) return null;
  const actor = await requireActor();
  const count = await countPurging(actor);
  if (count === 0) return null;
  return (
    <p className="text-meta text-muted-foreground">
      {count > 1_000 ? "More than 1,000" : formatCount(count)} {count === 1 ? "is" : "are"} in the trash and
      being deleted; what is in the trash is not shown here.{" "}
      {can(actor, "image:delete") ? (
        <Link href="/trash" className="hit-area underline underline-offset-4">
          Look in the trash
        </Link>
      ) : (
        "Admins and owners can look there."
      )}
    </p>
  );
}
