import { z } from "zod";
import { type Recipient, recipientSchema } from "@/lib/contacts/schema";
import { formatCount } from "@/lib/format";
import { imageIdSchema } from "@/lib/images/schema";
import type { FilterKey, linkModes, linkStatuses } from "@/lib/links/query-filters";
import { maxQueryLength } from "@/lib/query/limits";
import { isZone } from "@/lib/zone";

export type LinkStatus = (typeof linkStatuses)[number];

/** Whether a link opens something now, or will by itself or when it is resumed. */
export const mayOpen = (status: LinkStatus): boolean =>
  ["live", "ending", "waiting", "paused"].includes(status);

/** Whether it opens something to anybody: also a link that is used up, to whoever is in. */
export const stillOpens = ({ status, readUntil }: { status: LinkStatus; readUntil: Date | null }): boolean =>
  mayOpen(status) || readUntil !== null;

/** `direct`: signed URLs as Cloudflare serves them. `gated`: an address of ours that checks the entry each time. */
export type LinkMode = (typeof linkModes)[number];

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

/** Openings that a limit allows at most. */
export const mostOpens = 100_000;

/** Most items (image × variant × recipient) that are made in one go: what one transaction writes in some seconds. */
export const maxItems = 10_000;
export const maxImages = 200;
export const maxRecipients = 100;

/** How many recipients one go reaches, with so many images and variants. */
export const mostRecipients = (images: number, variants: number): number =>
  Math.min(maxRecipients, Math.floor(maxItems / Math.max(1, images * variants)));

const variantIdSchema = z.string().regex(/^[a-zA-Z0-9]{1,99}$/, "Choose a variant.");

/** What a gated link asks of its reader and when. */
export const gateSchema = z.object({
  startsAt: z.coerce.date().nullable().default(null),
  maxOpens: z.number().int().min(1).max(mostOpens).nullable().default(null),
  password: z
    .string()
    .max(200)
    .refine((text) => text.trim().length >= 6, "Choose a password of at least 6 characters.")
    .nullable()
    .default(null),
  message: z.string().trim().max(1000).default(""),
  terms: z.string().trim().max(4000).default(""),
  allowDownload: z.boolean().default(false),
});
export type GateTerms = z.output<typeof gateSchema>;

export const createLinksSchema = z
  .object({
    imageIds: z.array(imageIdSchema).min(1).max(maxImages),
    variantIds: z.array(variantIdSchema).min(1, "Choose a variant.").max(5),
    recipients: z.array(recipientSchema).min(1, "Say who gets it.").max(maxRecipients),
    purpose: z.string().trim().min(1, "Say what it is for.").max(120),
    note: z.string().trim().max(1000).default(""),
    endsAt: z.coerce.date(),
    /** Null makes direct links. */
    gate: gateSchema.nullable().default(null),
  })
  .refine(
    ({ imageIds, variantIds, recipients }) =>
      recipients.length <= mostRecipients(imageIds.length, variantIds.length),
    `That is too much for one go: at most ${formatCount(maxItems)} pictures, counted for each recipient. Make it in parts.`,
  );
export type CreateLinksInput = z.output<typeof createLinksSchema>;

/** One image in one variant, signed. */
export type SignedItem = { imageId: string; imageName: string; variantId: string; url: string };
/** Shown once: neither the URLs nor the token are stored. */
export type CreatedLink = {
  linkId: string;
  recipient: Recipient;
  endsAt: Date;
  /** Of a direct link: who signed it, and its addresses; of a gated one empty. */
  keyName: string;
  urls: SignedItem[];
  /** Of a gated link: its address at this installation, "/s/…". */
  path: string | null;
};

export const linkIdSchema = z.object({ linkId: z.uuid() });

export const linkSorts = ["newest", "ends", "recipient"] as const;
/** Whose midnight a day in a question means. */
export const zoneSchema = z.string().max(64).refine(isZone, "That is no time zone.");
export const linkQuerySchema = z.object({
  q: z.string().trim().max(maxQueryLength).catch(""),
  sort: z.enum(linkSorts).catch("newest"),
  cursor: z.string().max(400).optional().catch(undefined),
  zone: zoneSchema.catch("UTC"),
});
export type LinkQuery = z.output<typeof linkQuerySchema>;

/** What can still be stopped of a link, on the scale of the desk's meter: 0 nothing, 3 at once and alone. */
export type Stop = { level: 0 | 1 | 3; word: string };

export type LinkRow = {
  id: string;
  mode: LinkMode;
  status: LinkStatus;
  stop: Stop;
  /** Why, when it is not simply live: "its key was deleted", "its image was deleted". */
  reason: string | null;
  /** Of one that is used up: until when a reader who is in may still look; else null. */
  readUntil: Date | null;
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
/** One entry with all that is known of it. */
export type LinkEntry = LinkRow & {
  organisation: string;
  address: string;
  message: string;
  terms: string;
  allowDownload: boolean;
  hasPassword: boolean;
  paused: boolean;
  revokedAt: Date | null;
  revokedBy: string | null;
  /** The first 200 by position. */
  items: {
    position: number;
    imageId: string | null;
    name: string;
    variantId: string;
    width: number | null;
    height: number | null;
    placeholder: string | null;
    thumbUrl: string | null;
  }[];
  /** The latest fifty; `opens` counts all. */
  openings: { id: string; at: Date; client: string; preview: boolean }[];
  /** Those that wait for an answer. */
  requests: { id: string; at: Date; message: string }[];
  /** Whether this person may end, pause, extend or hand it over. */
  mayChange: boolean;
};
/** What a name or id in a question means. `more`: too much to be meant, so that nothing is found. */
export type Named = { key: FilterKey; asked: string; ids: string[]; names: string[]; more: boolean };
export type LinkPage = { links: LinkRow[]; next: string | null; named: Named[] };
