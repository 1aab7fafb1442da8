import { z } from "zod";

/** What the delivery host said to an address signed with a key after it was deleted. */
export type KeyAnswer = "served" | "refused" | "absent" | "unreachable";

/** A signing key as the screens know it. Its value never leaves the server, not even masked. */
export type KeyRow = {
  id: string;
  name: string;
  /** First 8 characters of a keyed hash: tells two keys of one name apart. */
  fingerprint: string;
  current: boolean;
  goneAt: Date | null;
  /** Set: it is deleted as soon as its last link has ended. */
  leavesAt: Date | null;
  /** Set: Cloudflare was asked to delete it. */
  deletingAt: Date | null;
  firstSeenAt: Date;
  checkedAt: Date;
  liveLinks: number;
  /** When the last link that hangs on it ends. */
  lastEnd: Date | null;
  /** Links that open what is public, or nothing, just now, and would need it again: it is not drained before they end. */
  idle: { links: number; lastEnd: Date } | null;
  /** When it was found at Cloudflare though nobody here had asked for it. */
  foundAt: Date | null;
  /** When it was gone though nobody here had deleted it, and how many live links died with it. */
  vanishedAt: Date | null;
  lostLinks: number;
  /** Those of them that could be signed anew: not ended, revoked or signed anew since. */
  waiting: number;
  /** What was measured when it was deleted here. */
  measured: { answer: KeyAnswer; at: Date } | null;
  /** Who accounted for that and how; null while nobody has. */
  explained: { at: Date; by: string; reason: string } | null;
};

/** Whether a key came or went outside Darkroom and nobody has said why. */
export const isUnexplained = ({
  foundAt,
  vanishedAt,
  goneAt,
  explained,
}: Pick<KeyRow, "foundAt" | "vanishedAt" | "goneAt" | "explained">): boolean =>
  explained === null && (vanishedAt !== null || (foundAt !== null && goneAt === null));

export const addKeySchema = z.object({
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{1,20}$/, "A key's name has 1 to 20 letters and digits, nothing else."),
});
export const keyIdSchema = z.object({ keyId: z.uuid() });
export const explainKeySchema = keyIdSchema.extend({
  reason: z.string().trim().min(3, "Say who did it, or why it is no concern.").max(300),
});
export type ExplainKeyInput = z.output<typeof explainKeySchema>;
export const leaveSchema = keyIdSchema.extend({ leave: z.boolean() });
export const deleteKeySchema = keyIdSchema.extend({
  /** How many live links were shown as ending; another number is refused. */
  confirmedLinks: z.number().int().min(0).max(10_000_000),
  /** Whether they are signed anew with the key in use, to be sent again. */
  reissue: z.boolean(),
  /** Links that get no new address and are revoked once the key is gone. */
  without: z.array(z.uuid()).max(20).optional(),
});
export type DeleteKeyInput = z.output<typeof deleteKeySchema>;

/** Links that would end with a key. */
export type KeyVictims = {
  /** Live links, their images and the people who hold them. */
  links: number;
  images: number;
  holders: number;
  /** Beside them, links that open what is public, or nothing, just now. */
  idle: number;
  /** The first of the live ones, next end first. */
  sample: {
    id: string;
    recipient: string;
    purpose: string;
    imageName: string;
    addresses: number;
    endsAt: Date;
    /** A re-sealing stops it just now: it gets no new address. */
    takenBack: boolean;
  }[];
};
