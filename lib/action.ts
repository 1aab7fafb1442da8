import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type Actor, getActor, requestOrigin } from "@/lib/auth/actor";
import { type ActionResult, AppError } from "@/lib/errors";
import { reportUnexpected } from "@/lib/log";

/**
 * Refuses a request that did not come from our own pages. Next lets a missing Origin pass and trusts
 * X-Forwarded-Host; here Origin must name the Host that was asked, and the browser must say same-origin.
 */
export async function assertSameOrigin(): Promise<void> {
  const list = await headers();
  const origin = list.get("origin");
  const refused = new AppError("FORBIDDEN", "This request did not come from Darkroom's own pages.");
  if (!origin || origin === "null" || !URL.canParse(origin)) throw refused;
  if (new URL(origin).host !== list.get("host")) throw refused;
  if (list.get("sec-fetch-site") !== "same-origin") throw refused;
}

/** Postgres stores no NUL, so no text may bring one; nothing that a person types does. */
function holdsNul(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return value.includes("\u0000");
  if (typeof value !== "object" || value === null || depth > 8) return false;
  return Object.values(value).some((part) => holdsNul(part, depth + 1));
}

/** The input as the schema reads it, or the answer that says what is wrong with it. */
function read<S extends z.ZodType>(schema: S, raw: z.input<S>) {
  const input = schema.safeParse(raw);
  if (!input.success) return { problem: invalid(input.error) };
  if (holdsNul(input.data))
    return { problem: failed(new AppError("INVALID", "A text holds a character that cannot be stored.")) };
  return { data: input.data };
}

function invalid(error: z.ZodError): ActionResult<never> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  const message = error.issues[0]?.message ?? "Something in the form is not right.";
  return { ok: false, code: "INVALID", message, fields };
}

function failed(error: unknown): ActionResult<never> {
  if (error instanceof AppError) {
    const { code, message, fields } = error;
    return { ok: false, code, message, ...(fields && { fields }) };
  }
  const reference = reportUnexpected("action", error);
  return {
    ok: false,
    code: "UNEXPECTED",
    // Cloudflare may have been told already: nobody promises that nothing happened.
    message: `Something broke on our side. Look at what is there before you try again; if it stays, tell your developer reference ${reference}.`,
  };
}

/** Makes every server action of a signed-in person: origin, session, form of the input, work, failure. */
export function defineAction<S extends z.ZodType, T>(
  schema: S,
  run: (actor: Actor, input: z.output<S>) => Promise<T>,
) {
  return async (raw: z.input<S>): Promise<ActionResult<T>> => {
    try {
      await assertSameOrigin();
      const actor = await getActor();
      if (!actor)
        throw new AppError("SIGNED_OUT", "Your session has ended. Sign in again; nothing was changed.");
      const input = read(schema, raw);
      if (input.problem) return input.problem;
      return { ok: true, data: await run(actor, input.data) };
    } catch (error) {
      unstable_rethrow(error); // redirect() and notFound() travel as throws
      return failed(error);
    }
  };
}

/** The same for the doors without a session: first run, accepting an invitation, a recipient at a gated link. */
export function definePublicAction<S extends z.ZodType, T>(
  schema: S,
  run: (from: Actor["from"], input: z.output<S>) => Promise<T>,
) {
  return async (raw: z.input<S>): Promise<ActionResult<T>> => {
    try {
      await assertSameOrigin();
      const input = read(schema, raw);
      if (input.problem) return input.problem;
      return { ok: true, data: await run(await requestOrigin(), input.data) };
    } catch (error) {
      unstable_rethrow(error);
      return failed(error);
    }
  };
}
