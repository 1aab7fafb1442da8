import type { Metadata } from "next";
import { DoorHeader } from "@/app/(auth)/_components/door-header";
import { ClosedInvitation } from "@/app/(auth)/join/[token]/_components/closed-invitation";
import { JoinForm } from "@/app/(auth)/join/[token]/_components/join-form";
import { Time } from "@/components/time";
import { getActor } from "@/lib/auth/actor";
import { roleSummary } from "@/lib/auth/roles";
import { readInvitation } from "@/lib/people/joining";

// The address is the invitation: it is sent to nobody.
export const metadata: Metadata = { title: "Join", referrer: "no-referrer" };

export default async function JoinPage({ params }: PageProps<"/join/[token]">) {
  const { token } = await params;
  const invitation = await readInvitation(token);
  if (invitation?.status !== "open") return <ClosedInvitation status={invitation?.status ?? "unknown"} />;
  const { email, role, invitedBy, expiresAt } = invitation;
  const actor = await getActor();
  return (
    <>
      <DoorHeader title="Join Darkroom">
        {invitedBy} invited you as <strong className="font-medium text-foreground">{role}</strong>.{" "}
        {roleSummary[role]}. The invitation ends <Time value={expiresAt} show="relative" />.
      </DoorHeader>
      {actor && (
        <p className="mb-6 rounded-lg bg-muted px-3 py-2.5 text-sm">
          You are signed in as {actor.name}. Joining here signs this browser in as {email} instead.
        </p>
      )}
      <JoinForm token={token} email={email} />
    </>
  );
}
