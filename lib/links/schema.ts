import { z } from "zod";
import { imageIdSchema } from "@/lib/images/schema";

/**
 * `live`; `ending`: within its last two hours; `waiting`: its start is yet to come; `paused`; `used`: opened as
 * often as it may be; `ended`; `revoked`; `dead`: its keys, images or variants are gone; `moot`: all that it
 * opens became open, so the link protects nothing.
 */
export const linkStatuses = [
  "live",
  "ending",
  "waiting",
  "paused",
  "used",
  "ended",
  "revoked",
  "dead",
  "moot",
] as const;
export type LinkStatus = (typeof linkStatuses)[number];

/** Whether a link opens something now, or will by itself or when it is resumed. */
export const mayOpen = (status: LinkStatus): boolean =>
  ["live", "ending", "waiting", "paused"].includes(status);

/** Ends offered by name. Every link has an end: the type cannot say otherwise. */
export const linkPresets = [
  { id: "board", label: "Board, 4 hours", hours: 4 },
  { id: "day", label: "One day", hours: 24 },
  { id: "journalist", label: "Journalist, 48 hours", hours: 48 },
  { id: "week", label: "One week", hours: 168 },
  { id: "printer", label: "Printer, 14 days", hours: 336 },
] as const;
/** Longest life by role, in days. */
export const maxLinkDays = { owner: 90, admin: 90, editor: 30, viewer: 0 } as const;
export const minLinkMinutes = 5;

export const createLinkSchema = z.object({
  imageId: imageIdSchema,
  variantId: z.string().regex(/^[a-zA-Z0-9]{1,99}$/, "Choose a variant."),
  purpose: z.string().trim().min(1, "Say what it is for.").max(120),
  recipient: z.string().trim().min(1, "Say who gets it.").max(200),
  note: z.string().trim().max(1000).optional(),
  endsAt: z.coerce.date(),
});
export type CreateLinkInput = z.output<typeof createLinkSchema>;

/** Shown once: the URL is not stored and cannot be read again. */
export type CreatedLink = { linkId: string; url: string; endsAt: Date; keyName: string };

export const linkQuerySchema = z.object({
  status: z.enum(linkStatuses).or(z.literal("all")).catch("all"),
  q: z.string().trim().max(200).catch(""),
  cursor: z.string().max(400).optional().catch(undefined),
});
export type LinkQuery = z.output<typeof linkQuerySchema>;

/** `direct`: signed URLs as Cloudflare serves them. `gated`: an address of ours that checks the entry each time. */
export const linkModes = ["direct", "gated"] as const;
export type LinkMode = (typeof linkModes)[number];

export type LinkRow = {
  id: string;
  mode: LinkMode;
  status: LinkStatus;
  /** Why, when it is not simply live: "its key was deleted", "its image was deleted". */
  reason: string | null;
  purpose: string;
  recipient: string;
  contactId: string | null;
  note: string;
  issuedBy: string;
  issuedById: string;
  /** The first image by its place in the link; `images` says how many there are. */
  imageId: string | null;
  imageName: string;
  images: number;
  variantIds: string[];
  /** Of the keys that signed it, as text; empty for a gated link. */
  keyName: string;
  startsAt: Date | null;
  endsAt: Date;
  createdAt: Date;
  opens: number;
  maxOpens: number | null;
  lastOpenedAt: Date | null;
};
export type LinkPage = { links: LinkRow[]; next: string | null };
