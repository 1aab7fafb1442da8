import Link from "next/link";
import { DoorHeader } from "@/app/(auth)/_components/door-header";
import { Button } from "@/components/ui/button";
import type { OpenedInvitation } from "@/lib/people/schema";

const reasons = {
  accepted: {
    title: "This invitation was used",
    sentence:
      "It works once, and an account was made with it. If that was you, sign in. If it was not, tell an owner.",
  },
  expired: {
    title: "This invitation has expired",
    sentence: "Invitations last 7 days. Ask whoever sent it for a new one; it takes them a moment.",
  },
  revoked: {
    title: "This invitation was withdrawn",
    sentence:
      "It was taken back or replaced by a newer one. Look for a newer message, or ask for another invitation.",
  },
  unknown: {
    title: "This invitation link is not right",
    sentence: "Part of it may be missing. Open it again from the message, or ask for a new one.",
  },
} satisfies Record<
  Exclude<OpenedInvitation["status"], "open"> | "unknown",
  { title: string; sentence: string }
>;

/** Why this link opens nothing any more, and the way on. */
export function ClosedInvitation({ status }: { status: keyof typeof reasons }) {
  const { title, sentence } = reasons[status];
  return (
    <>
      <DoorHeader title={title}>{sentence}</DoorHeader>
      <Button asChild size="lg" className="w-full text-sm">
        <Link href="/sign-in">Go to sign-in</Link>
      </Button>
    </>
  );
}
