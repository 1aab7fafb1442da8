"use server";

import { cookies } from "next/headers";
import { definePublicAction } from "@/lib/action";
import { askMoreTime as ask } from "@/lib/gate/more-time";
import { moreTimeSchema } from "@/lib/gate/schema";

export const askMoreTime = definePublicAction(moreTimeSchema, async (from, input) => {
  const jar = await cookies();
  const held = (name: string) => jar.get(name)?.value;
  return ask(from, { ...input, ticket: held("visit"), key: held("key"), known: held("known") });
});
