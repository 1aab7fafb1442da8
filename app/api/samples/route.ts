import { can, getActor } from "@/lib/auth/actor";
import { listSamples } from "@/lib/samples";

export const dynamic = "force-dynamic";

/** Names of the sample photographs, for those who may upload. */
export async function GET() {
  const actor = await getActor();
  if (!actor || !can(actor, "image:upload")) return new Response("Not found", { status: 404 });
  return Response.json(await listSamples());
}
