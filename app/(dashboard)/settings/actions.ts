"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/lib/action";
import { keepPace } from "@/lib/auth/pace";
import { changePassword } from "@/lib/people/mutations";
import { changePasswordSchema } from "@/lib/people/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { checkConnection } from "@/lib/sync/queries";

/** Each try is half a dozen requests to Cloudflare. */
const connectionPace = { kind: "connection", most: 10, windowMs: 5 * 60_000 };

/** No refresh: this session has just ended, and the form signs in again with the new password. */
export const savePassword = defineAction(changePasswordSchema, changePassword);

/** An action and not a query of the page: it asks Cloudflare for real, and writes and takes back a draft. */
export const tryConnection = defineAction(z.object({}), async (actor) => {
  await keepPace(actor, connectionPace);
  return checkConnection(actor);
});

/** Puts Darkroom's own variants right, then tries again. */
export const prepare = defineAction(z.object({}), async (actor) => {
  await prepareAccount(actor);
  refresh();
  return checkConnection(actor);
});
