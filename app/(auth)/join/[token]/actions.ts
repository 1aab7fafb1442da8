"use server";

import { definePublicAction } from "@/lib/action";
import { acceptInvitation } from "@/lib/people/joining";
import { acceptInvitationSchema } from "@/lib/people/schema";

export const join = definePublicAction(acceptInvitationSchema, acceptInvitation);
