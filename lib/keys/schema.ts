import { z } from "zod";

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
};

export const addKeySchema = z.object({
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{1,20}$/, "A key's name has 1 to 20 letters and digits, nothing else."),
});
export const keyIdSchema = z.object({ keyId: z.uuid() });
export const leaveSchema = keyIdSchema.extend({ leave: z.boolean() });
export const deleteKeySchema = keyIdSchema.extend({
  /** How many live links were shown as ending; another number is refused. */
  confirmedLinks: z.number().int().min(0).max(10_000_000),
  /** Whether they are signed anew with the key in use, to be sent again. */
  reissue: z.boolean(),
});
export type DeleteKeyInput = z.output<typeof deleteKeySchema>;

/** Links that would end with a key. */
export type KeyVictims = {
  /** Live links, their images and the people who hold them. */
  links: number;
  images: number;
  holders: number;
  /** The first of them, next end first. */
  sample: {
    id: string;
    recipient: string;
    purpose: string;
    imageName: string;
    addresses: number;
    endsAt: Date;
  }[];
};
