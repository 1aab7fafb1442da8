import { z } from "zod";
import { imageIdSchema } from "@/lib/images/schema";
import type { HandedLink } from "@/lib/links/hand-over";
import { maxResealed } from "@/lib/reseal/rules";

export const startResealSchema = z.object({
  imageIds: z
    .array(imageIdSchema)
    .min(1)
    .max(maxResealed, `Re-seal at most ${maxResealed} images at a time.`),
  /** The links whose holders get no new address. */
  stopLinks: z.array(z.uuid()).min(1).max(20),
  /** How many other links were shown as getting new addresses; a different number is refused. */
  confirmedOthers: z.number().int().min(0).max(1_000_000),
});
export type StartResealInput = z.output<typeof startResealSchema>;

export const resealSteps = [
  "copying",
  "checking",
  "swapped",
  "deleted",
  "done",
  "clearing",
  "failed",
] as const;
export type ResealStep = (typeof resealSteps)[number];

/** A re-sealing as a screen shows it. */
export type ResealRow = {
  id: string;
  imageId: string;
  imageName: string;
  step: ResealStep;
  reissued: number;
  failure: string | null;
  /** What the delivery host answered to the old address: `refused` or `absent` when it is over. */
  answer: string | null;
  measuredAt: Date | null;
  startedAt: Date;
  finishedAt: Date | null;
};

/** New addresses of one link that its holder has not been given yet. */
export type Handover = {
  linkId: string;
  recipient: string;
  purpose: string;
  addresses: {
    pastId: string;
    imageName: string;
    variantId: string;
    endsAt: Date;
  }[];
};

/** So many new addresses are listed, and handed over, at a time. */
export const maxHandover = 200;
export const handOverSchema = z.object({
  pastIds: z.array(z.uuid()).min(1).max(maxHandover, `Take at most ${maxHandover} addresses at a time.`),
});
export type HandOverInput = z.output<typeof handOverSchema>;
/** Addresses that were handed over just now, and how many of those that were asked for are over. */
export type HandedOver = { links: HandedLink[]; left: number };

export const copyToPrivateSchema = z.object({
  imageId: imageIdSchema,
  /** The public image stays where it is, as open as it was. */
  keepOld: z.boolean(),
});
export type CopyToPrivateInput = z.output<typeof copyToPrivateSchema>;

/** The latest copying of an image, as its page shows it. */
export type CopyState = {
  step: ResealStep;
  failure: string | null;
  keepOld: boolean;
  oldCloudflareId: string;
  finishedAt: Date | null;
};
