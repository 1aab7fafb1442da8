import { z } from "zod";
import { type LinkOutcome, linkTargetSchema } from "@/lib/links/changes-schema";
import type { HandedLink } from "@/lib/links/hand-over";
import { linkPresets } from "@/lib/links/schema";

const presetIds = linkPresets.map(({ id }) => id);

/** When the new ones end: as long again as the old one was to live, a preset, or one moment for all. */
export const newEndSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("same") }),
  z.strictObject({ kind: z.literal("preset"), preset: z.enum(presetIds as [(typeof presetIds)[number]]) }),
  z.strictObject({ kind: z.literal("at"), at: z.coerce.date() }),
]);
export type NewEnd = z.output<typeof newEndSchema>;

/** What becomes of the old pages: nothing, a day at most to go over to the new one, or the end at once. */
export const oldWays = ["keep", "soon", "stop"] as const;
export type OldWay = (typeof oldWays)[number];

/** Most entries issued again in one go; their addresses are handed over together. */
export const maxReissued = 200;
/** Most pictures signed anew with them: each entry is a transaction of its own. */
export const maxSignedAgain = 1000;

export const planReissueSchema = z.object({ target: linkTargetSchema, end: newEndSchema });
export type PlanReissueInput = z.output<typeof planReissueSchema>;
export const reissueSchema = planReissueSchema.extend({
  old: z.enum(oldWays),
  /** The number that the person was told. */
  expected: z.number().int().min(1).max(maxReissued),
});
export type ReissueInput = z.output<typeof reissueSchema>;

/** What issuing again would do, counted now. */
export type ReissuePlan = {
  /** Entries that can be issued again, and the pictures in them. */
  ready: number;
  pictures: number;
  /** Of the old ones: pages that still run and can be stopped, and direct ones that run on to their end. */
  stoppable: number;
  runOn: number;
  /** Those that cannot, and those that go without some of their pictures, each with its reason. */
  refused: LinkOutcome[];
  partly: LinkOutcome[];
};
/** The new entries with their addresses, shown once, and the old ones that were left out. */
export type Reissued = { links: HandedLink[]; refused: LinkOutcome[] };
