import { getActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { continueImages } from "@/lib/images/queries";
import { imageQuerySchema } from "@/lib/images/schema";
import { reportUnexpected } from "@/lib/log";

export const dynamic = "force-dynamic";

const headers = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

function refuse(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
  });
}

/**
 * The images before or after a place, for a list that is scrolled on. Not an action: those wait for one another,
 * and looking on would wait for uploads.
 */
export async function GET(request: Request) {
  if (request.headers.get("sec-fetch-site") !== "same-origin")
    return refuse(403, "This is read by Darkroom's own pages.");
  try {
    const actor = await getActor();
    if (!actor) return refuse(401, "Your session has ended. Sign in again to see more.");
    const asked = new URL(request.url).searchParams;
    const query = imageQuerySchema.parse(Object.fromEntries(asked));
    return Response.json(await continueImages(actor, query), { headers });
  } catch (error) {
    if (error instanceof AppError) return refuse(error.code === "FORBIDDEN" ? 403 : 502, error.message);
    return refuse(500, `Something broke on our side (reference ${reportUnexpected("library", error)}).`);
  }
}
