import { z } from "zod";
import { type ImageCount, imageSorts } from "@/lib/images/schema";
import { linkSorts, zoneSchema } from "@/lib/links/schema";
import { maxQueryLength } from "@/lib/query/limits";

/** Most views that one person may keep. */
export const maxViews = 50;

export const viewKinds = ["images", "links"] as const;
export type ViewKind = (typeof viewKinds)[number];
/** What views are of; days in their questions are those of the zone. */
export const viewKindSchema = z.object({ kind: z.enum(viewKinds), zone: zoneSchema.catch("UTC") });

const name = z.string().trim().min(1, "Give it a name.").max(80, "Keep the name under 80 characters.");
const kept = {
  name,
  question: z.string().trim().max(maxQueryLength, "The question is too long to keep."),
  /** Everybody finds it, only its owner changes it. */
  shared: z.boolean(),
};
/** A question to the library, or one to the ledger; how it is sorted and laid out is kept with it. */
export const saveViewSchema = z.discriminatedUnion("kind", [
  z.object({
    ...kept,
    kind: z.literal("images"),
    sort: z.enum(imageSorts),
    layout: z.enum(["grid", "table"]),
  }),
  z.object({ ...kept, kind: z.literal("links"), sort: z.enum(linkSorts), layout: z.literal("table") }),
]);
export type SaveViewInput = z.output<typeof saveViewSchema>;

export const viewIdSchema = z.object({ viewId: z.uuid("That is not a view of ours.") });
export type ViewIdInput = z.output<typeof viewIdSchema>;
export const changeViewSchema = viewIdSchema.extend({ name, shared: z.boolean() });
export type ChangeViewInput = z.output<typeof changeViewSchema>;

export type SavedView = {
  id: string;
  kind: ViewKind;
  name: string;
  question: string;
  shared: boolean;
  sort: string;
  layout: string;
  owner: string;
  /** Whether this person may rename, share or delete it. */
  mine: boolean;
  removable: boolean;
  count: ImageCount;
};
