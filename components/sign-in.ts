/** How a sign-in ended: in, a wrong pair, too many guesses (seconds to wait), or it did not get through. */
export type SignInAnswer = "in" | "wrong" | "failed" | { waitSeconds: number };

/** Reads next-auth's answer: its `url` carries the error, and ours says `wait:<seconds>`. */
export function readAnswer(status: number, url: unknown): SignInAnswer {
  if (typeof url !== "string" || !URL.canParse(url, "http://darkroom")) return "failed";
  const error = new URL(url, "http://darkroom").searchParams.get("error");
  if (!error) return status === 200 ? "in" : "failed";
  const seconds = /^wait:(\d{1,5})$/.exec(error)?.[1];
  if (seconds) return { waitSeconds: Number(seconds) };
  return error === "CredentialsSignin" ? "wrong" : "failed";
}

/**
 * Signs in through next-auth's own two requests. Not its client: that one leaves the page when the network
 * is gone, and would put the address of this page (which may hold an invitation) in a cookie.
 */
export async function signInWith(pair: { email: string; password: string }): Promise<SignInAnswer> {
  try {
    const csrf = await fetch("/api/auth/csrf", { cache: "no-store" });
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ ...pair, csrfToken, callbackUrl: "/", json: "true" }),
    });
    const { url } = (await response.json()) as { url?: unknown };
    return readAnswer(response.status, url);
  } catch {
    return "failed";
  }
}
