"use server";

import { cookies, headers } from "next/headers";
import { definePublicAction } from "@/lib/action";
import { askMoreTime as ask } from "@/lib/gate/more-time";
import { openGate } from "@/lib/gate/open";
import { visitMs } from "@/lib/gate/rules";
import { moreTimeSchema, openSchema } from "@/lib/gate/schema";

/** Counts the opening and leaves its ticket with this browser, for this link only. */
export const openLink = definePublicAction(openSchema, async (from, input) => {
  const { ticket } = await openGate(from, input);
  const secure = (await headers()).get("x-forwarded-proto") === "https";
  (await cookies()).set("visit", ticket, {
    path: `/s/${input.token}`,
    httpOnly: true,
    sameSite: "strict",
    secure,
    maxAge: visitMs / 1000,
  });
  return null;
});

export const askMoreTime = definePublicAction(moreTimeSchema, ask);
