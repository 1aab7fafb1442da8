"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/lib/action";
import { keepPace } from "@/lib/auth/pace";
import { checkAccount } from "@/lib/sync/mutations";

/** A slice takes some seconds where there is much to read, so nobody who looks asks for more. */
const slicePace = { kind: "check", most: 60, windowMs: 60_000 };

/** One bounded slice of reading the account; the screen asks again while it is not complete. */
export const checkSlice = defineAction(z.object({}), async (actor) => {
  await keepPace(actor, slicePace);
  const check = await checkAccount(actor);
  if (check.complete) refresh();
  return check;
});
