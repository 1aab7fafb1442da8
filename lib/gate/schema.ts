import { z } from "zod";
import type { LinkStatus } from "@/lib/links/schema";

/** Of any length that an address may have: a wrong one is answered like an unknown one, not like a wrong form. */
const tokenSchema = z.string().max(200);

export const openSchema = z.object({
  token: tokenSchema,
  password: z.string().max(200).default(""),
  accepted: z.boolean().default(false),
});
export type OpenInput = z.output<typeof openSchema>;

export const moreTimeSchema = z.object({
  token: tokenSchema,
  message: z.string().trim().max(500).default(""),
  /** Of a link that has one, where the browser has not proved it already. */
  password: z.string().max(200).default(""),
});

/** What a holder of the address may know of their own link, once they have given its password, if there is one. */
export type Head = {
  purpose: string;
  recipient: string;
  sender: string;
  message: string;
  startsAt: Date | null;
  endsAt: Date;
  images: number;
  /** When the sender said no to more time, if that was the last answer. */
  declinedAt: Date | null;
};
/** One picture of the page; `position` is its place in the address. */
export type Picture = {
  position: number;
  name: string;
  alt: string;
  width: number | null;
  height: number | null;
  placeholder: string | null;
  /** Every variant of the same picture, the shown one first. */
  variants: { position: number; variantId: string }[];
};
export type Looked =
  | { kind: "nothing" }
  | { kind: "closed"; head: Head | null; status: LinkStatus; mayAsk: boolean }
  | {
      kind: "door";
      /** Null before the password. */
      head: Head | null;
      terms: string;
      /** Opens left; null without a limit. */
      left: number | null;
    }
  | {
      kind: "open";
      head: Head;
      pictures: Picture[];
      allowDownload: boolean;
      guarded: boolean;
      /** Milliseconds until its end, by the server's clock. */
      left: number;
    };
