import { z } from "zod";
import { type ImageCount, imageSorts } from "@/lib/images/schema";

/** Most views that one person may keep. */
export const maxViews = 50;

const name = z.string().trim().min(1, "Give it a name.").max(80, "Keep the name under 80 characters.");
export const saveViewSchema = z.object({
  name,
  question: z.string().trim().max(400, "The question is too long to keep."),
  sort: z.enum(imageSorts),
  layout: z.enum(["grid", "table"]),
  /** Everybody finds it, only its owner changes it. */
  shared: z.boolean(),
});
export type SaveViewInput = z.output<typeof saveViewSchema>;

export const viewIdSchema = z.object({ viewId: z.uuid("That is not a view of ours.") });
export type ViewIdInput = z.output<typeof viewIdSchema>;
export const changeViewSchema = viewIdSchema.extend({ name, shared: z.boolean() });
export type ChangeViewInput = z.output<typeof changeViewSchema>;

export type SavedView = Omit<SaveViewInput, "sort" | "layout"> & {
  id: string;
  sort: string;
  layout: string;
  owner: string;
  /** Whether this person may rename, share or delete it. */
  mine: boolean;
  removable: boolean;
  count: ImageCount;
};
