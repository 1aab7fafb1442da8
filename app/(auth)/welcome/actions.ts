"use server";

import { definePublicAction } from "@/lib/action";
import { system } from "@/lib/auth/actor";
import { reportUnexpected } from "@/lib/log";
import { createOwner } from "@/lib/people/joining";
import { createOwnerSchema } from "@/lib/people/schema";
import { prepareAccount } from "@/lib/sync/mutations";

/** The owner's account, once. A Cloudflare that does not answer yet is no reason to refuse it. */
export const becomeOwner = definePublicAction(createOwnerSchema, async (from, input) => {
  const owner = await createOwner(from, input);
  await prepareAccount(system).catch((error) => reportUnexpected("first run", error));
  return owner;
});
