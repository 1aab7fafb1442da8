import { system } from "@/lib/auth/actor";
import { isSchedule } from "@/lib/auth/schedule";
import { forgetOldGuesses } from "@/lib/auth/throttle";
import { reportUnexpected } from "@/lib/log";
import { needsOwner } from "@/lib/people/joining";
import { checkAccount, prepareAccount } from "@/lib/sync/mutations";

export const dynamic = "force-dynamic";
export const maxDuration = 60;
/** No slice begins after this; a large account takes many, and the next call goes on. */
const beginUntil = 40_000;

/** Reads the account's variants, keys and image flags, a slice at a time, so that answers stay fresh. */
export async function GET(request: Request) {
  if (!isSchedule(request)) return new Response("Not found", { status: 404 });
  try {
    const end = performance.now() + beginUntil;
    // An account that cannot be put right can still be read; unread, every image would soon be unknown.
    await prepareAccount(system).catch((error) => reportUnexpected("cron prepare", error));
    await forgetOldGuesses();
    if (await needsOwner()) return Response.json({ waiting: "for the first visit" });
    let check = await checkAccount(system);
    // An import that has to wait for its budget goes on with the next call.
    while (!check.complete && !check.resumesAt && performance.now() < end) check = await checkAccount(system);
    const { read, complete, changed, missing } = check;
    return Response.json({ read, complete, changed, missing });
  } catch (error) {
    return Response.json({ reference: reportUnexpected("cron check", error) }, { status: 500 });
  }
}
