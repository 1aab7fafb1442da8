import { system } from "@/lib/auth/actor";
import { isSchedule } from "@/lib/auth/schedule";
import { forgetForwards } from "@/lib/gate/forwards";
import { settleDue } from "@/lib/images/finish-uploads";
import { advanceImport } from "@/lib/import/mutations";
import { advanceJobs } from "@/lib/jobs/mutations";
import { settleKeys } from "@/lib/keys/retire";
import { reportUnexpected } from "@/lib/log";
import { settleReseals } from "@/lib/reseal/mutations";
import { purgeDue } from "@/lib/trash/mutations";

export const dynamic = "force-dynamic";
export const maxDuration = 60;
/** How long jobs are worked on, after what is due; the next call goes on. */
const jobsFor = 25_000;
/** How long re-sealings are taken up; what is begun then is brought as far as it comes. */
const resealsFor = 8_000;

const parts = {
  settled: async () => (await settleDue(system, { limit: 25 })).length,
  resealed: () => settleReseals(system, { limit: 4, forMs: resealsFor }),
  keys: () => settleKeys(system),
  importing: async () => (await advanceImport(system)).busy,
  forgotten: () => forgetForwards(),
  purged: () => purgeDue(system, { limit: 25 }),
  running: async () => (await advanceJobs(system, { forMs: jobsFor })).running,
};

/**
 * Finishes what no open page is finishing: uploads whose tab was closed, deletes Cloudflare refused, re-sealings,
 * drained keys, a slice of an import and of its measuring, old forwards of gated links, the trash when its time is over,
 * and jobs. One that fails keeps none of the others from its turn.
 */
export async function GET(request: Request) {
  if (!isSchedule(request)) return new Response("Not found", { status: 404 });
  const done: Record<string, unknown> = {};
  const references: string[] = [];
  for (const [name, run] of Object.entries(parts))
    try {
      done[name] = await run();
    } catch (error) {
      references.push(reportUnexpected(`cron settle ${name}`, error));
    }
  return Response.json(
    { ...done, ...(references.length > 0 && { references }) },
    {
      status: references.length > 0 ? 500 : 200,
    },
  );
}
