"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import { changePrivacy as change, editImage as edit } from "@/lib/images/mutations";
import { changePrivacySchema, editImageSchema } from "@/lib/images/schema";
import { copyToPrivate as copy } from "@/lib/reseal/copy";
import { copyToPrivateSchema } from "@/lib/reseal/schema";

// Drawn anew even when it failed: half of these failures change what the screen must say.

export const editImage = defineAction(editImageSchema, (actor, input) => edit(actor, input).finally(refresh));

export const changePrivacy = defineAction(changePrivacySchema, (actor, input) =>
  change(actor, input).finally(refresh),
);

export const copyToPrivate = defineAction(copyToPrivateSchema, (actor, input) =>
  copy(actor, input).finally(refresh),
);
