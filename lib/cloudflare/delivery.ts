import { readCapped } from "@/lib/cloudflare/attempt";
import { AppError } from "@/lib/errors";

export type ProbeVerdict = "refused" | "served" | "unreachable";

const within = 5_000;
// The delivery host turns some programs away by their name alone; that would look like a refusal.
const userAgent = "Mozilla/5.0 (compatible; Darkroom)";

/**
 * Asks for an address as a stranger would. `refused` is said only when Cloudflare denies access to this very
 * image (9425): a wrong account hash, an unknown variant, a bot wall or a 404 prove nothing about privacy,
 * and are `unreachable`.
 */
export async function probe(url: string): Promise<ProbeVerdict> {
  try {
    const response = await fetch(url, {
      headers: { accept: "image/*", "user-agent": userAgent },
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(within),
    });
    const type = response.headers.get("content-type") ?? "";
    if (response.status === 200 && type.startsWith("image/")) {
      await response.body?.cancel();
      return "served";
    }
    const text = (await readCapped(response, 64 * 1024)).toString("utf8");
    const denied =
      /^ERROR 9425\b/.test(text.trim()) || /\berr=9425\b/.test(response.headers.get("cf-resized") ?? "");
    if (response.status !== 403 || !denied || /variant with this name/.test(text)) return "unreachable";
    return "refused";
  } catch {
    return "unreachable";
  }
}

export type AddressAnswer = "served" | "refused" | "absent" | "unreachable";

/**
 * What the delivery host answers to an address as it stands, signature and all. `refused`: access denied (9425).
 * `absent`: it has no such image (9431). Anything else, a wall or a page of somebody else, is `unreachable`.
 */
export async function answerOf(url: string): Promise<AddressAnswer> {
  try {
    const response = await fetch(url, {
      headers: { accept: "image/*", "user-agent": userAgent },
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(within),
    });
    const type = response.headers.get("content-type") ?? "";
    if (response.status === 200 && type.startsWith("image/")) {
      await response.body?.cancel();
      return "served";
    }
    const text = (await readCapped(response, 64 * 1024)).toString("utf8");
    const code = codeIn(text, response.headers.get("cf-resized"));
    if (response.status === 403 && code === 9425) return "refused";
    return response.status === 404 && code === 9431 ? "absent" : "unreachable";
  } catch {
    // The address carries a signature and the error may carry the address: neither goes any further.
    return "unreachable";
  }
}

function codeIn(text: string, resized: string | null): number {
  const said = /^ERROR (9\d{3})\b/.exec(text.trim()) ?? /\berr=(9\d{3})\b/.exec(resized ?? "");
  return Number(said?.[1] ?? 0);
}

/**
 * Cloudflare's own error code (94xx) in the answer to an address that opens nothing; 0 when the answer is not
 * Cloudflare Images', null when there is none. Tells a working delivery host from a mistyped one.
 */
export async function deliveryCode(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, {
      headers: { accept: "image/*", "user-agent": userAgent },
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(within),
    });
    const text = (await readCapped(response, 64 * 1024)).toString("utf8");
    return codeIn(text, response.headers.get("cf-resized"));
  } catch {
    return null;
  }
}

/**
 * Fetches a picture that we signed ourselves, whole. Throws UPSTREAM when it is refused, too large or late.
 * `accept` decides the format, as for a browser.
 */
export async function fetchPicture(
  url: string,
  { accept, maxBytes }: { accept: string; maxBytes: number },
): Promise<{ body: Buffer; contentType: string }> {
  let status = 0;
  try {
    const response = await fetch(url, {
      headers: { accept, "user-agent": userAgent },
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(within),
    });
    status = response.status;
    const contentType = response.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
    const body = await readCapped(response, maxBytes);
    if (status === 200 && contentType.startsWith("image/")) return { body, contentType };
  } catch {
    // The address carries a signature and the error may carry the address: neither goes any further.
  }
  throw new AppError("UPSTREAM", "Cloudflare did not deliver the picture. Nothing was changed. Try again.", {
    cause: { status },
  });
}
