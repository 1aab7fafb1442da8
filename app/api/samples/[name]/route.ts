import { can, getActor } from "@/lib/auth/actor";
import { readSample } from "@/lib/samples";

export const dynamic = "force-dynamic";

/** One sample photograph; the browser then uploads it the way it uploads everything else. */
export async function GET(_request: Request, { params }: RouteContext<"/api/samples/[name]">) {
  const actor = await getActor();
  if (!actor || !can(actor, "image:upload")) return new Response("Not found", { status: 404 });
  const bytes = await readSample((await params).name);
  if (!bytes) return new Response("Not found", { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: { "content-type": "image/jpeg", "content-disposition": "attachment" },
  });
}
