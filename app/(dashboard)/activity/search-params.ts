import { z } from "zod";
import type { SubjectType } from "@/lib/audit/schema";

/** What an event can be about, in the order of the chips. */
export const subjects = {
  image: "Images",
  link: "Links",
  variant: "Variants",
  key: "Keys",
  person: "People",
  invitation: "Invitations",
  job: "Jobs",
  collection: "Collections",
  view: "Saved views",
  account: "Account",
} as const satisfies Record<SubjectType, string>;

const about = Object.keys(subjects) as SubjectType[];

export const activityParamsSchema = z.object({
  about: z
    .enum(["all", ...about])
    .default("all")
    .catch("all"),
  by: z.uuid().or(z.literal("")).default("").catch(""),
  cursor: z.string().max(20).optional().catch(undefined),
});
export type ActivityParams = z.output<typeof activityParamsSchema>;

/** The address with changes applied; a new question starts at the newest. */
export function activityHref(params: ActivityParams, changes: Partial<ActivityParams>): string {
  const next = { ...params, cursor: undefined, ...changes };
  const search = new URLSearchParams();
  if (next.about !== "all") search.set("about", next.about);
  if (next.by) search.set("by", next.by);
  if (next.cursor) search.set("cursor", next.cursor);
  return search.size > 0 ? `/activity?${search}` : "/activity";
}
