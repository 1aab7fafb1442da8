import { type Actor, getActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { reportUnexpected } from "@/lib/log";

const headers = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

function refuse(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
  });
}

/**
 * Answers a reading of Darkroom's own pages: origin, session, then work; a failure in words for the person. Readings
 * that must not wait are no actions: those wait for one another, and a list would wait for uploads.
 */
export async function answerOwnPages(
  request: Request,
  what: string,
  read: (actor: Actor, asked: URLSearchParams) => Promise<unknown>,
): Promise<Response> {
  if (request.headers.get("sec-fetch-site") !== "same-origin")
    return refuse(403, "This is read by Darkroom's own pages.");
  try {
    const actor = await getActor();
    if (!actor) return refuse(401, "Your session has ended. Sign in again to see more.");
    return Response.json(await read(actor, new URL(request.url).searchParams), { headers });
  } catch (error) {
    if (error instanceof AppError) return refuse(error.code === "FORBIDDEN" ? 403 : 502, error.message);
    return refuse(500, `Something broke on our side (reference ${reportUnexpected(what, error)}).`);
  }
}
