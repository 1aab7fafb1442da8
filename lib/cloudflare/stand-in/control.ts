import { accessOf, authenticationError } from "./api/auth.ts";
import { jsonBody } from "./api/body.ts";
import type { Call, StandIn } from "./context.ts";
import { type FaultInput, faultSchema, type Modes, modesSchema } from "./faults/plan.ts";
import { uuidShape } from "./ids.ts";
import { json, Refusal, type Reply } from "./replies.ts";

/**
 * `/__control`: what a rehearsal or a test turns from outside. Off unless asked for, and for the API token only,
 * so that no web page in a browser of this machine can reach it.
 */
export async function control(standIn: StandIn, call: Call, reset: () => Promise<void>): Promise<Reply> {
  if (accessOf(call.request.headers, standIn.account) !== "write") throw authenticationError();
  const { clock, faults } = standIn;
  const route = `${call.method} ${call.path}`;
  if (route === "POST /__control/reset") await reset();
  else if (route === "POST /__control/clock") {
    const { now } = await jsonBody(call.request);
    const at = typeof now === "string" ? new Date(now) : null;
    if (now !== null && (at === null || Number.isNaN(at.getTime())))
      throw new Refusal(400, 5400, "now must be an ISO date, or null to let the clock run");
    clock.set(at);
  } else if (route === "POST /__control/faults") {
    const body = await jsonBody(call.request);
    const list = Array.isArray(body.faults) ? body.faults : [body];
    for (const fault of list) checked(faultSchema.safeParse(fault));
    faults.add(...(list as FaultInput[]));
  } else if (route === "DELETE /__control/faults") faults.clear();
  else if (route === "POST /__control/modes") {
    const body = await jsonBody(call.request);
    checked(modesSchema.partial().safeParse(body));
    faults.set(body as Partial<Modes>);
  } else if (route === "POST /__control/ids") {
    const { next } = await jsonBody(call.request);
    const fits = (id: unknown) => typeof id === "string" && uuidShape.test(id);
    if (!Array.isArray(next) || next.length > 1000 || !next.every(fits))
      throw new Refusal(400, 5400, "next must be up to 1000 ids, shaped like UUIDs");
    standIn.ids.plan(next);
  } else if (route === "POST /__control/keys") {
    const { name, value } = await jsonBody(call.request);
    const fits = typeof value === "string" && /^[\x21-\x7e]{20,200}$/.test(value);
    if (typeof name !== "string" || !/^[a-zA-Z0-9]{1,20}$/.test(name) || !fits)
      throw new Refusal(
        400,
        5400,
        "A key has a name of letters and digits and a value of 20 to 200 characters",
      );
    await standIn.store.keys.set(name, value);
  } else if (route === "POST /__control/seed") {
    const { images } = await jsonBody(call.request);
    if (typeof images !== "number" || !Number.isInteger(images) || images < 1 || images > 1_000_000)
      throw new Refusal(400, 5400, "images must be a whole number from 1 to 1000000");
    await standIn.store.seed(images, clock.now());
  } else if (route !== "GET /__control") throw new Refusal(404, 7003, "No such control");
  const state = { faults: faults.report(), modes: faults.modes(), renderer: standIn.renderer.counts() };
  return json(200, { now: clock.now().toISOString(), ...state });
}

type Parsed = { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } };

function checked({ success, error }: Parsed) {
  const issue = error?.issues[0];
  if (!success) throw new Refusal(400, 5400, `${issue?.path.join(".") || "body"}: ${issue?.message}`);
}
