"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import { acknowledgeAlarm, examine } from "@/lib/leaks/mutations";
import { acknowledgeSchema, examineSchema } from "@/lib/leaks/schema";

/** Changes nothing that a screen shows, except that it may raise an alarm. */
export const examineLeak = defineAction(examineSchema, async (actor, input) => {
  const examination = await examine(actor, input);
  refresh();
  return examination;
});

export const endAlarm = defineAction(acknowledgeSchema, async (actor, input) => {
  await acknowledgeAlarm(actor, input);
  refresh();
});
