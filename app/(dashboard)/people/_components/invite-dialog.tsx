"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { InviteForm } from "@/app/(dashboard)/people/_components/invite-form";
import { InviteLink } from "@/app/(dashboard)/people/_components/invite-link";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";
import type { Role } from "@/lib/auth/roles";

export type Invited = { email: string; role: Role; path: string; expiresAt: Date };

/** Two steps: who and as what, then the link, once. */
export function InviteDialog({ roles, startOpen }: { roles: Role[]; startOpen: boolean }) {
  const [open, setOpen] = useState(startOpen);
  const [invited, setInvited] = useState<Invited>();
  useShortcut("n", () => setOpen(true));

  const change = (next: boolean) => {
    setOpen(next);
    if (next) return;
    setInvited(undefined);
    // A reload should not open it again.
    if (startOpen) window.history.replaceState(null, "", "/people");
  };

  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <UserPlus aria-hidden />
          Invite
          <Kbd className="border-current/30 bg-transparent text-current">N</Kbd>
        </Button>
      </DialogTrigger>
      {invited ? (
        <DialogContent
          title={`${invited.email} is invited`}
          description="Send this link yourself, by a way you trust. It is shown only now."
          footer={<Button onClick={() => change(false)}>Done</Button>}
        >
          <InviteLink invited={invited} />
        </DialogContent>
      ) : (
        <DialogContent
          title="Invite somebody"
          description="You get a link that makes one account and works for 7 days."
        >
          <InviteForm roles={roles} onInvited={setInvited} />
        </DialogContent>
      )}
    </Dialog>
  );
}
