import { system } from "@/lib/auth/actor";
import { isSchedule } from "@/lib/auth/schedule";
import { settleDue } from "@/lib/images/finish-uploads";
import { reportUnexpected } from "@/lib/log";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

/** Finishes what no open page is finishing: uploads whose tab was closed, deletes Cloudflare refused. */
export async function GET(request: Request) {
  if (!isSchedule(request)) return new Response("Not found", { status: 404 });
  try {
    const outcomes = await settleDue(system, { limit: 25 });
    return Response.json({ settled: outcomes.length });
  } catch (error) {
    return Response.json({ reference: reportUnexpected("cron settle", error) }, { status: 500 });
  }
}
