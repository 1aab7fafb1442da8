import { z } from "zod";
import type { LinkMode, LinkStatus } from "@/lib/links/schema";

export const linkIdSchema = z.object({ linkId: z.uuid() });

/** What can stop an entry, from the one that touches nothing to the one that ends other people's links. */
export const optionKinds = ["wait", "gate", "reseal", "delete", "rotate"] as const;
export type OptionKind = (typeof optionKinds)[number];

export type RevocationOption = {
  kind: OptionKind;
  /** Null: it works. Else why it does not here. */
  problem: string | null;
  /** When it has its effect; null is at once. */
  at: Date | null;
  /** Other people's links that would end. */
  ends: number;
  /** Other links that get a new address, which has to be sent again. */
  reissues: number;
  /** Images that would be lost. */
  loses: number;
  /** Images on which links would end or change. */
  images: number;
};

export type Meter = {
  /** 0: nothing left to stop; 3: it can be stopped at once and alone. */
  level: 0 | 1 | 2 | 3;
  sentence: string;
};

/** One address of an entry, as it was measured. */
export type MeasuredItem = {
  imageName: string;
  variantId: string;
  endsAt: Date;
  /** What the delivery host answered; `no-key`: none of the known keys made it, so it could not be asked. */
  answer: "served" | "refused" | "absent" | "unreachable" | "no-key";
  at: Date;
};

export type EntryAccess = {
  linkId: string;
  mode: LinkMode;
  status: LinkStatus;
  reason: string | null;
  recipient: string;
  purpose: string;
  issuedBy: string;
  createdAt: Date;
  endsAt: Date;
  pictures: { id: string; name: string }[];
  /** Of them those that no re-sealing is stopping already, to choose from. */
  choices: { id: string; name: string }[];
  /** Of these the chosen ones, or all: what the options are about. */
  images: { id: string; name: string }[];
  /** How many were not chosen: its holder goes on seeing those. */
  rest: number;
  /** People behind the other direct links to these images. */
  holders: number;
  /** Whether who asks may stop it where it is a gated link: they issued it, or manage all. */
  mayStop: boolean;
  otherGated: number;
  options: RevocationOption[];
  /** The one that does the least harm; null when nothing needs to be stopped. */
  best: OptionKind | null;
  meter: Meter;
};
