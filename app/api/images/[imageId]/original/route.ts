import { getActor } from "@/lib/auth/actor";
import { AppError, type ErrorCode } from "@/lib/errors";
import { attachment, servedType } from "@/lib/images/attachment";
import { openOriginal } from "@/lib/images/mutations";
import { imageIdSchema } from "@/lib/images/schema";
import { reportUnexpected } from "@/lib/log";

export const dynamic = "force-dynamic";

const statusOf: Record<ErrorCode, number> = {
  SIGNED_OUT: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID: 404,
  CONFLICT: 409,
  LIMIT: 429,
  UPSTREAM: 502,
  UNKNOWN_OUTCOME: 502,
  CONFIG: 503,
  UNEXPECTED: 500,
};

// Bytes that a stranger uploaded must never run under our address; proxy.ts adds the policy of what is no page.
const sealedHeaders = {
  "cache-control": "private, no-store",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

function refuse(status: number, message: string): Response {
  const headers = { ...sealedHeaders, "content-type": "text/plain; charset=utf-8" };
  return new Response(`${message}\n`, { status, headers });
}

/** The original as Cloudflare holds it, streamed through us as a download for those who may have it. */
export async function GET(request: Request, { params }: RouteContext<"/api/images/[imageId]/original">) {
  // A page elsewhere could otherwise make a signed-in person fetch originals and leave traces in the log.
  const site = request.headers.get("sec-fetch-site");
  if (site !== "same-origin" && site !== "none")
    return refuse(403, "Open this download from Darkroom's own pages.");
  try {
    const actor = await getActor();
    if (!actor) return refuse(401, "Your session has ended. Sign in again, then repeat the download.");
    const imageId = imageIdSchema.safeParse((await params).imageId);
    if (!imageId.success) return refuse(404, "There is no such image.");
    const { body, mimeType, fileName, bytes } = await openOriginal(actor, { imageId: imageId.data });
    const headers = new Headers(sealedHeaders);
    headers.set("content-type", servedType(mimeType));
    headers.set("content-disposition", attachment(fileName));
    if (bytes) headers.set("content-length", String(bytes));
    return new Response(body, { headers });
  } catch (error) {
    if (error instanceof AppError) return refuse(statusOf[error.code], error.message);
    const reference = reportUnexpected("original", error);
    return refuse(500, `Something broke on our side. Tell your developer reference ${reference}.`);
  }
}
