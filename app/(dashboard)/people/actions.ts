"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import { invite, revokeInvitation } from "@/lib/people/invitations";
import { changeRole, disablePerson, enablePerson } from "@/lib/people/mutations";
import { changeRoleSchema, invitationRefSchema, inviteSchema, personRefSchema } from "@/lib/people/schema";

/** Answers with the one-time path, once; reading the page again does not show it. */
export const invitePerson = defineAction(inviteSchema, async (actor, input) => {
  const made = await invite(actor, input);
  refresh();
  return made;
});

export const withdrawInvitation = defineAction(invitationRefSchema, async (actor, input) => {
  await revokeInvitation(actor, input);
  refresh();
});

export const setRole = defineAction(changeRoleSchema, async (actor, input) => {
  await changeRole(actor, input);
  refresh();
});

export const disable = defineAction(personRefSchema, async (actor, input) => {
  await disablePerson(actor, input);
  refresh();
});

export const enable = defineAction(personRefSchema, async (actor, input) => {
  await enablePerson(actor, input);
  refresh();
});
