"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import { declineMoreTime as decline } from "@/lib/gate/decline";
import {
  pauseLink as pause,
  replaceAddress as replace,
  revokeLinks as revoke,
  transferLinks as transfer,
} from "@/lib/links/changes";
import {
  countLinksSchema,
  extendSchema,
  pauseSchema,
  revokeSchema,
  transferSchema,
} from "@/lib/links/changes-schema";
import { copyLink as copy } from "@/lib/links/copy";
import { extendLinks as extend } from "@/lib/links/extend";
import { countTargets } from "@/lib/links/queries";
import { planReissue as plan, reissueLinks as reissue } from "@/lib/links/reissue";
import { planReissueSchema, reissueSchema } from "@/lib/links/reissue-schema";
import { linkIdSchema } from "@/lib/links/schema";

/** Answers per link: a direct one says what can stop it, and does not hold the others. */
export const revokeLinks = defineAction(revokeSchema, (actor, input) =>
  revoke(actor, input).finally(refresh),
);

export const extendLinks = defineAction(extendSchema, (actor, input) =>
  extend(actor, input).finally(refresh),
);

export const transferLinks = defineAction(transferSchema, (actor, input) =>
  transfer(actor, input).finally(refresh),
);

/** How many links a change would ask, before it is asked for. */
export const countLinks = defineAction(countLinksSchema, countTargets);

/** What issuing again would do, and which cannot. */
export const planReissue = defineAction(planReissueSchema, plan);

/** Answers the new addresses, once, and of each that was left out why. */
export const reissueLinks = defineAction(reissueSchema, (actor, input) =>
  reissue(actor, input).finally(refresh),
);

export const pauseLink = defineAction(pauseSchema, (actor, input) => pause(actor, input).finally(refresh));

export const replaceAddress = defineAction(linkIdSchema, (actor, input) =>
  replace(actor, input).finally(refresh),
);

/** Says no to what the recipient asked for. */
export const declineMoreTime = defineAction(linkIdSchema, (actor, input) =>
  decline(actor, input).finally(refresh),
);

export const copyLink = defineAction(linkIdSchema, copy);
