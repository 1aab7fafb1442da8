"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import { handOver } from "@/lib/reseal/hand-over";
import { startReseal } from "@/lib/reseal/mutations";
import { handOverSchema, startResealSchema } from "@/lib/reseal/schema";
import { measureEntry, stopGate } from "@/lib/revocation/mutations";
import { linkIdSchema } from "@/lib/revocation/schema";

export const reseal = defineAction(startResealSchema, async (actor, input) => {
  await startReseal(actor, input);
  refresh();
});

export const stopLink = defineAction(linkIdSchema, async (actor, input) => {
  await stopGate(actor, input);
  refresh();
});

export const measureLink = defineAction(linkIdSchema, measureEntry);

/** The one place where new addresses are shown: to be copied and sent, once asked for. */
export const copyNewAddresses = defineAction(handOverSchema, handOver);
