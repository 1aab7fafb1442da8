import { CircleCheck, Clock, TimerOff, Undo2 } from "lucide-react";
import { personColumns } from "@/app/(dashboard)/people/_components/people-list";
import { WithdrawButton } from "@/app/(dashboard)/people/_components/withdraw-button";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import type { Role } from "@/lib/auth/roles";
import { cn } from "@/lib/cn";
import type { InvitationRow } from "@/lib/people/schema";

const looks = {
  open: { word: "Open", icon: Clock, tone: "ending" },
  accepted: { word: "Accepted", icon: CircleCheck, tone: "sealed" },
  expired: { word: "Expired", icon: TimerOff, tone: "neutral" },
  revoked: { word: "Withdrawn", icon: Undo2, tone: "neutral" },
} as const;

type InvitationListProps = {
  invitations: InvitationRow[];
  /** The roles whose invitations may be withdrawn by who looks. */
  grantable: Role[];
};

/** Who is still to come, and what became of the others. */
export function InvitationList({ invitations, grantable }: InvitationListProps) {
  if (invitations.length === 0) return null;
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" className="mb-3 font-semibold text-sm">
        Invitations
      </h2>
      <ul className="divide-y overflow-hidden rounded-xl border bg-card">
        {invitations.map((invitation) => {
          const { word, icon: Icon, tone } = looks[invitation.status];
          const open = invitation.status === "open";
          return (
            <li key={invitation.id} className={cn(personColumns, "min-h-14 py-3")}>
              <div className="min-w-0">
                <p className={cn("truncate", open ? "font-medium" : "text-muted-foreground")}>
                  {invitation.email}
                </p>
                <p className="truncate text-meta text-muted-foreground">
                  As {invitation.role}, by {invitation.createdBy}{" "}
                  <Time value={invitation.createdAt} show="relative" />
                </p>
              </div>
              <Badge tone={tone} className="max-md:justify-self-end">
                <Icon aria-hidden />
                {word}
              </Badge>
              <p className="text-meta text-muted-foreground max-md:hidden">
                {open && (
                  <>
                    Ends <Time value={invitation.expiresAt} show="relative" />
                  </>
                )}
              </p>
              <div className="flex justify-end max-md:col-span-2">
                {open && grantable.includes(invitation.role) && (
                  <WithdrawButton invitationId={invitation.id} email={invitation.email} />
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
