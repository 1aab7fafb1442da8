import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DoorHeader } from "@/app/(auth)/_components/door-header";
import { WelcomeForm } from "@/app/(auth)/welcome/_components/welcome-form";
import { needsOwner, setupDoor } from "@/lib/people/joining";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage() {
  if (!(await needsOwner())) redirect("/sign-in");
  return (
    <>
      <DoorHeader title="Welcome to Darkroom">
        Create the owner's account. It manages people, roles and keys, and invites everybody else.
      </DoorHeader>
      <WelcomeForm door={setupDoor()} />
    </>
  );
}
