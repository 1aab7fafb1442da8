import { z } from "zod";
import { linkIdSchema, mostOpens, zoneSchema } from "@/lib/links/schema";
import { maxQueryLength } from "@/lib/query/limits";

/** Links changed in one go at most; the screens say when there are more. */
export const atOnce = 1000;

/** A question to the ledger as a change is asked for: nothing falls back, or a slip would mean every link. */
export const linkMatchSchema = z.strictObject({ q: z.string().trim().max(maxQueryLength), zone: zoneSchema });
export type LinkMatch = z.output<typeof linkMatchSchema>;

/** The links of a change: some by id, all of a recipient or issuer that run, or all that a question finds. */
export const linkTargetSchema = z.union([
  z.strictObject({ linkIds: z.array(z.uuid()).min(1).max(200) }),
  z.strictObject({ contactId: z.uuid() }),
  z.strictObject({ issuedById: z.uuid() }),
  z.strictObject({ matching: linkMatchSchema }),
]);
export type LinkTarget = z.output<typeof linkTargetSchema>;

export const linkActs = ["revoke", "extend", "transfer", "reissue"] as const;
export type LinkAct = (typeof linkActs)[number];
/**
 * Whether an act means only links that run, when they were not ticked one by one: one that ended must not come back
 * in a crowd, and there is nothing of it to take back. To be handed over or issued again an entry need not run.
 */
export const meansRunning = (act: LinkAct): boolean => act === "revoke" || act === "extend";

export const countLinksSchema = z.object({ target: linkTargetSchema, act: z.enum(linkActs) });
export type CountLinksInput = z.output<typeof countLinksSchema>;

const changeSchema = z.object({
  target: linkTargetSchema,
  /** The number of links that the person was told; with another one nothing is changed. */
  expected: z.number().int().min(0).max(atOnce),
});
export const revokeSchema = changeSchema.extend({ reason: z.string().trim().max(300) });
export const extendSchema = changeSchema.extend({
  endsAt: z.coerce.date(),
  /** Added to those that a link with a limit allows; one without is not touched by it. */
  moreOpens: z.number().int().min(0).max(mostOpens).optional(),
});
export const transferSchema = changeSchema.extend({ userId: z.uuid() });
export const pauseSchema = linkIdSchema.extend({ paused: z.boolean() });
export type RevokeInput = z.output<typeof revokeSchema>;
export type ExtendInput = z.output<typeof extendSchema>;
export type TransferInput = z.output<typeof transferSchema>;

/** What a change did to one link; `message` says why not. */
export type LinkOutcome = { linkId: string; recipient: string; ok: boolean; message: string | null };
