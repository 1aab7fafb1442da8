import { assertSameOrigin } from "@/lib/action";
import { getActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { reportUnexpected } from "@/lib/log";
import { openManifest } from "@/lib/manifest/queries";
import { manifestSchema } from "@/lib/manifest/schema";

export const dynamic = "force-dynamic";
/** A million lines take a while; a function that may not run so long breaks the download off, visibly. */
export const maxDuration = 300;
/** Two thousand ids and their frame. */
const maxBytes = 200_000;

const headers = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

function refuse(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
  });
}

/** The selected images as a file, streamed. A form of the library posts here. */
export async function POST(request: Request) {
  try {
    await assertSameOrigin();
    const actor = await getActor();
    if (!actor) return refuse(401, "Your session has ended. Sign in again, then repeat the download.");
    if (Number(request.headers.get("content-length") ?? maxBytes + 1) > maxBytes)
      return refuse(413, "Too much was asked for at once.");
    const form = await request.formData();
    const input = manifestSchema.safeParse({
      selection: parse(form.get("selection")),
      format: form.get("format"),
    });
    if (!input.success) return refuse(400, "That is not a selection of images.");
    const { format } = input.data;
    const body = await openManifest(actor, input.data);
    return new Response(body, {
      headers: {
        ...headers,
        "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/json",
        "content-disposition": `attachment; filename="darkroom-images.${format}"`,
      },
    });
  } catch (error) {
    if (error instanceof AppError) return refuse(error.code === "FORBIDDEN" ? 403 : 429, error.message);
    return refuse(500, `Something broke on our side (reference ${reportUnexpected("manifest", error)}).`);
  }
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
