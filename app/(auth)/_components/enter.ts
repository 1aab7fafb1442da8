import type { SignInAnswer } from "@/components/sign-in";
import { signInWith } from "@/components/sign-in";

/** Text of a form field; files and missing fields are empty. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/**
 * After an account was made: signs in and leaves for `to`, replacing this address in the history (it may hold
 * an invitation). If that fails the account exists all the same, so the way on is the sign-in page.
 */
export async function enterAs(pair: { email: string; password: string }, to: string): Promise<SignInAnswer> {
  const answer = await signInWith(pair);
  location.replace(answer === "in" ? to : "/sign-in");
  return answer;
}
