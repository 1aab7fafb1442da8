"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/lib/action";
import { checkAccount } from "@/lib/sync/mutations";

/** One bounded slice of reading the account; the screen asks again while it is not complete. */
export const checkSlice = defineAction(z.object({}), async (actor) => {
  const check = await checkAccount(actor);
  if (check.complete) refresh();
  return check;
});
