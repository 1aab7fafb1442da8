"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/lib/action";
import * as imports from "@/lib/import/mutations";
import { importIdSchema, startImportSchema } from "@/lib/import/schema";
import { checkAccount } from "@/lib/sync/mutations";

/** One bounded slice of reading the account, for the numbers that an import would come to. */
export const lookAtAccount = defineAction(z.object({}), async (actor) => {
  const check = await checkAccount(actor);
  if (check.complete) refresh();
  return check;
});

export const startImport = defineAction(startImportSchema, (actor, input) =>
  imports.startImport(actor, input).finally(refresh),
);

export const pauseImport = defineAction(importIdSchema, (actor, input) =>
  imports.pauseImport(actor, input).finally(refresh),
);

export const resumeImport = defineAction(importIdSchema, (actor, input) =>
  imports.resumeImport(actor, input).finally(refresh),
);

export const cancelImport = defineAction(importIdSchema, (actor, input) =>
  imports.cancelImport(actor, input).finally(refresh),
);
