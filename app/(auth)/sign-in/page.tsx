import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DoorHeader } from "@/app/(auth)/_components/door-header";
import { SignInForm } from "@/app/(auth)/sign-in/_components/sign-in-form";
import { signInSearchParams } from "@/app/(auth)/sign-in/search-params";
import { getActor } from "@/lib/auth/actor";
import { needsOwner } from "@/lib/people/joining";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { callbackUrl } = signInSearchParams.parse(await searchParams);
  if (await needsOwner()) redirect("/welcome");
  if (await getActor()) redirect(callbackUrl);
  return (
    <>
      <DoorHeader title="Sign in">Your private pictures, and who can see them.</DoorHeader>
      <SignInForm to={callbackUrl} />
      <p className="mt-8 text-meta text-muted-foreground">No account yet? An admin can invite you.</p>
    </>
  );
}
