import { cookies } from "next/headers";
import { requestOrigin } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { knownMs } from "@/lib/gate/guesses";
import { openGate } from "@/lib/gate/open";
import { openSchema } from "@/lib/gate/schema";
import { visitMs } from "@/lib/links/rules";
import { reportUnexpected } from "@/lib/log";

export const dynamic = "force-dynamic";

const headers = { "cache-control": "private, no-store", "referrer-policy": "no-referrer" };
const told = { ...headers, "content-type": "text/plain; charset=utf-8" };

/** A password and a tick are shorter. */
const longest = 4_096;

/**
 * Opens a guarded link for this browser: the opening is counted, its ticket stays with the browser for this link only,
 * and the page is shown. A plain form posts here, so that it works without script; what was wrong goes back in the
 * address, never what was typed.
 */
export async function POST(request: Request, { params }: RouteContext<"/s/[token]/open">) {
  // Without a referrer browsers send no origin with a form; this header they send always, and no page can make it up.
  if (request.headers.get("sec-fetch-site") !== "same-origin")
    return new Response("Open the link itself first.\n", { status: 403, headers: told });
  const { token } = await params;
  const form = await readForm(request);
  if (!form) return new Response("That is too much for this form.\n", { status: 413, headers: told });
  const accepted = form.get("accepted") === "on";
  const input = openSchema.safeParse({ token, password: form.get("password") ?? "", accepted });
  if (!input.success) return to(token, { problem: "password" });
  try {
    const jar = await cookies();
    const keep = (name: string, value: string, forMs = visitMs) =>
      jar.set(name, value, {
        path: `/s/${token}`,
        httpOnly: true,
        // Also when they come back from their mail.
        sameSite: "lax",
        secure: request.headers.get("x-forwarded-proto") === "https",
        maxAge: forMs / 1000,
      });
    const given = { ...input.data, key: jar.get("key")?.value, known: jar.get("known")?.value };
    const { ticket, key, known } = await openGate(await requestOrigin(), given);
    if (key) keep("key", key);
    if (known) keep("known", known, knownMs);
    if (ticket) keep("visit", ticket);
    return to(token);
  } catch (error) {
    if (error instanceof AppError) return to(token, problemOf(error, accepted));
    const reference = reportUnexpected("gate", error);
    return new Response(
      `The pictures cannot be shown at this moment. Go back and try again in a minute (reference ${reference}).\n`,
      { status: 503, headers: { ...told, "retry-after": "60" } },
    );
  }
}

/** The form, or null when it is longer than any that we show. */
async function readForm(request: Request): Promise<URLSearchParams | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > longest) return null;
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString("utf8"));
}

function to(token: string, search: Record<string, string> = {}): Response {
  const query = new URLSearchParams(search);
  const location = `/s/${encodeURIComponent(token)}${query.size > 0 ? `?${query}` : ""}`;
  return new Response(null, { status: 303, headers: { ...headers, location } });
}

function problemOf({ code, fields, cause }: AppError, accepted: boolean): Record<string, string> {
  const kept: Record<string, string> = accepted ? { accepted: "1" } : {};
  if (fields?.accepted) return { problem: "terms" };
  if (code === "LIMIT") {
    const { wait } = (cause ?? {}) as { wait?: number };
    return { problem: "wait", ...(wait && { for: String(wait) }), ...kept };
  }
  return fields?.password ? { problem: "password", ...kept } : {};
}
