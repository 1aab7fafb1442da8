import { system } from "@/lib/auth/actor";
import { isSchedule } from "@/lib/auth/schedule";
import { settleDue } from "@/lib/images/finish-uploads";
import { advanceJobs } from "@/lib/jobs/mutations";
import { reportUnexpected } from "@/lib/log";
import { settleReseals } from "@/lib/reseal/mutations";
import { purgeDue } from "@/lib/trash/mutations";

export const dynamic = "force-dynamic";
export const maxDuration = 60;
/** How long jobs are worked on, after what is due; the next call goes on. */
const jobsFor = 25_000;

/** Finishes what no open page is finishing: uploads whose tab was closed, deletes Cloudflare refused, re-sealings, and the trash when its time is over. */
export async function GET(request: Request) {
  if (!isSchedule(request)) return new Response("Not found", { status: 404 });
  try {
    const resealed = await settleReseals(system, { limit: 4 });
    const outcomes = await settleDue(system, { limit: 25 });
    const purged = await purgeDue(system, { limit: 25 });
    const { running } = await advanceJobs(system, { forMs: jobsFor });
    return Response.json({ settled: outcomes.length, resealed, purged, running });
  } catch (error) {
    return Response.json({ reference: reportUnexpected("cron settle", error) }, { status: 500 });
  }
}
