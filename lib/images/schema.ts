import { z } from "zod";
import type { Exposure, ExposureAnswer } from "@/lib/exposure/schema";
import { tagRule } from "@/lib/images/tag";
import { maxQueryLength } from "@/lib/query/limits";

/** One declaration of what an upload may be; picker, action, error text and tests read it. */
export const uploadLimits = {
  filesPerRequest: 50,
  bytes: 10 * 1024 * 1024,
  side: 12_000,
  pixels: 100_000_000,
  types: ["image/jpeg", "image/png", "image/webp", "image/gif"],
  parallel: 4,
  /** How long a one-time upload URL lives. */
  urlLifeMinutes: 30,
} as const;

/** Variants that Darkroom makes for itself; never public, hidden from link dialogs. */
export const ownVariants = {
  // Sharp on two device pixels a point at the width of a tile; the largest part of what a visit transfers.
  thumb: { id: "darkroomthumb", fit: "scale-down", width: 400, height: 400, metadata: "none" },
  view: { id: "darkroomview", fit: "scale-down", width: 1600, height: 1600, metadata: "none" },
  tiny: { id: "darkroomtiny", fit: "scale-down", width: 24, height: 24, metadata: "none" },
} as const;
export const ownVariantIds: readonly string[] = Object.values(ownVariants).map(({ id }) => id);

export const imageIdSchema = z.uuid("That is not an image of ours.");
/** Names are data: control characters go, length is bounded. */
export const nameSchema = z
  .string()
  .trim()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  .transform((value) => value.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, ""))
  .pipe(z.string().min(1, "Give it a name.").max(255, "Keep the name under 255 characters."));
export const tagSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    z
      .string()
      .min(1)
      .max(tagRule.longest, "Keep a tag under 40 characters.")
      .regex(tagRule.form, "No commas in a tag."),
  );

/**
 * Per file: where to post it (field `file`), or why not. `done` when that key had already arrived. A refusal
 * names the image when a row exists, so that the caller can give it up. `here`: the same bytes were sent before, and
 * nothing was begun; asking again without the hash begins it.
 */
export type Twin = { id: string; name: string };
export type UploadTicket =
  | { key: string; ok: true; imageId: string; uploadUrl: string; expiresAt: Date }
  | { key: string; ok: true; imageId: string; done: true }
  | { key: string; ok: false; imageId?: string; message: string; here?: Twin };

export const imageIdsSchema = z.object({ imageIds: z.array(imageIdSchema).min(1).max(100) });
export type ImageIdsInput = z.output<typeof imageIdsSchema>;

/** Per image after reading it back: where it stands. `message` says what went wrong and what to do. */
export type UploadOutcome = {
  imageId: string;
  state: "waiting" | "measuring" | "ready" | "failed" | "gone";
  exposure?: ExposureAnswer["exposure"];
  message?: string;
};

export const editImageSchema = z.object({
  imageId: imageIdSchema,
  version: z.number().int(),
  name: nameSchema,
  altText: z.string().trim().max(1000, "Keep the alt text under 1,000 characters."),
  tags: z.array(tagSchema).max(30, "At most 30 tags."),
  // What is absent stays as it is; null takes a time away.
  credit: z.string().trim().max(300, "Keep the credit under 300 characters.").optional(),
  notes: z.string().trim().max(4000, "Keep the notes under 4,000 characters.").optional(),
  rightsFrom: z.coerce.date().nullable().optional(),
  rightsUntil: z.coerce.date().nullable().optional(),
  embargoUntil: z.coerce.date().nullable().optional(),
});
export type EditImageInput = z.output<typeof editImageSchema>;
export const changePrivacySchema = z.object({ imageId: imageIdSchema, private: z.boolean() });
export type ChangePrivacyInput = z.output<typeof changePrivacySchema>;
/** `collection`: in the order of the one collection that is asked for; without one, newest first. */
export const imageSorts = ["newest", "oldest", "name", "size", "shared", "collection"] as const;

/** What the library asks for. Bad values fall back: a hand-edited address is not an error. */
export const imageQuerySchema = z.object({
  /** Words and filters as in `query-language.ts`. */
  q: z.string().trim().max(maxQueryLength).catch(""),
  sort: z.enum(imageSorts).catch("newest"),
  /** Opaque; from `next` or `previous` of a page. */
  cursor: z.string().max(400).optional().catch(undefined),
});
export type ImageQuery = z.output<typeof imageQuerySchema>;

export type ImageState = "requested" | "pending" | "received" | "ready" | "failed" | "deleting";
/** Still on the way to ready: worth asking about again. */
export const unfinishedStates: readonly ImageState[] = ["requested", "pending", "received"];

/** What one tile or row shows. */
export type ImageCard = {
  id: string;
  name: string;
  altText: string;
  tags: string[];
  state: ImageState;
  failure: string | null;
  /** The flag as asked for or last read; who can see it is `exposure`. */
  private: boolean;
  exposure: ExposureAnswer;
  customId: boolean; // its id at Cloudflare was chosen by somebody: public for ever
  /** Signed for minutes and stable within a window; null while Cloudflare has no bytes. */
  thumbUrl: string | null;
  /** The same, as large as a screen needs. */
  viewUrl: string | null;
  placeholder: string | null;
  width: number | null;
  height: number | null;
  bytes: number | null;
  mimeType: string | null;
  hasLocation: boolean | null;
  liveLinks: number;
  nextEnd: Date | null;
  uploadedBy: string;
  createdAt: Date;
};

/** Matches, exact below the cap; `capped` means "more than", and `about` is an estimate then, where there is one. */
export type ImageCount = { total: number; capped: boolean; about: number | null };

/** Some images in a row, and the cursors of those before and after them. */
export type ImageRun = { images: ImageCard[]; next: string | null; previous: string | null };

export type ImagePage = ImageCount &
  ImageRun & {
    /** How many of each exposure match what else is asked for; null when there are too many to count. */
    byExposure: Record<Exposure, number> | null;
    /** Whom each name after `by:` means; nobody when empty. */
    people: { asked: string; names: string[] }[];
  };

/** One variant of one image, side by side on the image's page. */
export type ImageVariant = {
  id: string;
  fit: string;
  width: number | null;
  height: number | null;
  /** `keep` passes on where the picture was taken; `none` and `copyright` do not. */
  metadata: string;
  alwaysPublic: boolean;
  /** Anyone with the address, or only holders of a signed link. */
  readers: "anyone" | "link-holders";
  /** Signed preview for this page. */
  previewUrl: string | null;
  /** The address that works without a signature; only when anyone can read it. */
  publicUrl: string | null;
};

export type ImageDetail = ImageCard & {
  cloudflareId: string | null;
  fileName: string;
  privacyPending: boolean;
  sha256: string | null;
  probe: "refused" | "served" | "unreachable" | null;
  probedAt: Date | null;
  checkedAt: Date | null;
  readyAt: Date | null;
  uploadExpiresAt: Date | null;
  version: number;
  /** In the trash since, and when it is deleted for good; null outside. */
  trashedAt: Date | null;
  purgeAt: Date | null;
  credit: string;
  notes: string;
  rightsFrom: Date | null;
  rightsUntil: Date | null;
  embargoUntil: Date | null;
  importId: number | null; // the import that brought it in
  /** Other images with the same bytes, newest first; at most five. */
  twins: { id: string; name: string }[];
  variants: ImageVariant[];
};

/** What a question can be narrowed by, apart from what it says itself. */
export type Choices = { tags: { tag: string; count: number }[]; uploaders: { id: string; name: string }[] };
