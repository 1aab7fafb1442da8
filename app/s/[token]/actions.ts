"use server";

import { definePublicAction } from "@/lib/action";
import { askMoreTime as ask } from "@/lib/gate/more-time";
import { moreTimeSchema } from "@/lib/gate/schema";

export const askMoreTime = definePublicAction(moreTimeSchema, ask);
