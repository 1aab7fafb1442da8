import { z } from "zod";
import { tagRule } from "@/lib/images/tag";

/** A tag and how many images carry it. */
export type TagRow = { tag: string; count: number };
/** `more`: there are others, which their letters find. */
export type TagList = { tags: TagRow[]; more: boolean };

export const findTagsSchema = z.object({
  q: z.string().trim().max(tagRule.longest).catch(""),
  order: z.enum(["most", "least"]).catch("most"),
});
export type FindTagsInput = z.output<typeof findTagsSchema>;
