"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/lib/action";
import { addKey, chooseSigningKey, deleteKeyNow, letKeyLeave } from "@/lib/keys/mutations";
import { checkKeys, explainKey, reissueLost } from "@/lib/keys/outside";
import { getKeyVictims } from "@/lib/keys/queries";
import { addKeySchema, deleteKeySchema, explainKeySchema, keyIdSchema, leaveSchema } from "@/lib/keys/schema";
import { handOver } from "@/lib/reseal/hand-over";
import { handOverSchema } from "@/lib/reseal/schema";

export const addSpare = defineAction(addKeySchema, async (actor, input) => {
  await addKey(actor, input);
  refresh();
});

export const signWith = defineAction(keyIdSchema, async (actor, input) => {
  await chooseSigningKey(actor, input);
  refresh();
});

export const letLeave = defineAction(leaveSchema, async (actor, input) => {
  await letKeyLeave(actor, input);
  refresh();
});

export const deleteKey = defineAction(deleteKeySchema, async (actor, input) => {
  const outcome = await deleteKeyNow(actor, input);
  refresh();
  return outcome;
});

export const readKeys = defineAction(z.object({}), async (actor) => {
  await checkKeys(actor);
  refresh();
});

export const accountForKey = defineAction(explainKeySchema, async (actor, input) => {
  await explainKey(actor, input);
  refresh();
});

export const signLostAnew = defineAction(keyIdSchema, async (actor, input) => {
  const outcome = await reissueLost(actor, input);
  refresh();
  return outcome;
});

/** Counted when the dialog opens. */
export const countVictims = defineAction(keyIdSchema, getKeyVictims);

/** New addresses of rotated links, to be copied and sent. */
export const copyRotated = defineAction(handOverSchema, handOver);
