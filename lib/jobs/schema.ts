import { z } from "zod";
import { imageIdSchema, imageQuerySchema, tagSchema } from "@/lib/images/schema";
import { linksChoiceSchema } from "@/lib/trash/schema";

/** Most images of one job: what one transaction writes down while a person waits for the answer. */
export const maxSelection = 1_000_000;
/** Most images that are named one by one. */
export const maxPicked = 2_000;

const day = z.coerce.date().nullable();
const tags = z.array(tagSchema).min(1, "Write at least one tag.").max(20, "At most 20 tags at a time.");
const collectionId = z.uuid("Choose a collection.");

/** What can be done to many images, with what each act needs to know. */
export const actSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("make-private") }),
  z.object({ kind: z.literal("make-public") }),
  z.object({ kind: z.literal("tag"), tags }),
  z.object({ kind: z.literal("untag"), tags }),
  /** Renames a tag; with a name that exists, or several, merges them. */
  z.object({ kind: z.literal("retag"), from: tags, to: tagSchema }),
  z.object({ kind: z.literal("collect"), collectionId }),
  z.object({ kind: z.literal("uncollect"), collectionId }),
  z.object({
    kind: z.literal("rights"),
    /** What is absent stays as it is; null takes it away. */
    credit: z.string().trim().max(300, "Keep the credit under 300 characters.").optional(),
    rightsFrom: day.optional(),
    rightsUntil: day.optional(),
    embargoUntil: day.optional(),
  }),
  z.object({ kind: z.literal("trash"), links: linksChoiceSchema }),
  z.object({ kind: z.literal("restore") }),
  /** Out of the trash, for good. */
  z.object({ kind: z.literal("purge") }),
  /** Only an undo makes this one: each image gets back what the job took. */
  z.object({ kind: z.literal("put-back"), collectionId: collectionId.optional() }),
]);
export type Act = z.output<typeof actSchema>;
export type JobKind = Act["kind"];

/** Named one by one, or all that a question of the library matches when the job starts. */
export const selectionSchema = z.union([
  z.object({ imageIds: z.array(imageIdSchema).min(1).max(maxPicked) }),
  /** Everything that carries one of these tags. */
  z.object({ tagged: z.array(tagSchema).min(1).max(20) }),
  /** Everything in the trash that a question matches; an empty one matches all. */
  z.object({
    trashed: z.string().max(400),
    except: z.array(imageIdSchema).max(maxPicked).default([]),
  }),
  z.object({
    query: imageQuerySchema.omit({ cursor: true, sort: true }),
    /** Matching, but left out by hand. */
    except: z.array(imageIdSchema).max(maxPicked).default([]),
  }),
]);
export type Selection = z.output<typeof selectionSchema>;

export const planJobSchema = z.object({ selection: selectionSchema, act: actSchema });
export type PlanJobInput = z.output<typeof planJobSchema>;
export const startJobSchema = planJobSchema.extend({
  /** The digest of the dry run that the person saw: if it is another by now, nothing begins. */
  expected: z.string().length(64),
});
export type StartJobInput = z.output<typeof startJobSchema>;
export const jobIdSchema = z.object({ jobId: z.uuid("That is not a job of ours.") });
export const undoJobSchema = jobIdSchema.extend({ expected: startJobSchema.shape.expected });
export type UndoJobInput = z.output<typeof undoJobSchema>;
export const knownJobsSchema = z.object({ known: z.array(z.uuid()).max(50) });
export type JobIdInput = z.output<typeof jobIdSchema>;

/** Why an image is left as it is. */
export const exceptions = {
  gone: "no longer here",
  already: "already so",
  unfinished: "its upload is not finished",
  changing: "a change of its privacy is under way",
  "custom-id": "stored under an id of somebody's choosing, so it can never be private",
  embargo: "under embargo",
  trash: "in the trash",
  "not-trash": "not in the trash",
  rights: "its rights would end before they begin",
  full: "would have more than 30 tags",
  linked: "has a live link since",
  changed: "changed since",
} as const;
export type Exception = keyof typeof exceptions;

export const rightsFields = ["credit", "rightsFrom", "rightsUntil", "embargoUntil"] as const;
export type RightsField = (typeof rightsFields)[number];

export type JobPlan = {
  total: number;
  /** How many will be changed; the rest are the exceptions. */
  change: number;
  exceptions: { why: Exception; count: number; names: string[] }[];
  /** Names the images and what would become of each: another digest is another dry run. */
  digest: string;
  /** Of those that change: public now; linked to, and by how many links; nothing stored, so removed for good. */
  open: number;
  linked: number;
  links: number;
  unstored: number;
  /** For rights: how many get another value, by field. */
  fields: Partial<Record<RightsField, number>>;
  /** The name of the collection that the act names. */
  about: string;
  pictures: { src: string | null; alt: string; width: number | null; height: number | null }[];
  /** Minutes that Cloudflare's rate limit makes it take, about. */
  minutes: number;
};

export type JobState = "running" | "paused" | "done" | "cancelled";
export type JobItemState = "waiting" | "working" | "done" | "skipped" | "failed" | "cancelled";

export type JobSummary = {
  id: string;
  kind: JobKind;
  title: string;
  state: JobState;
  standing: string;
  total: number;
  done: number;
  skipped: number;
  failed: number;
  createdAt: Date;
  endedAt: Date | null;
  createdBy: string;
  /** It was paused or cancelled, and of images that had begun at Cloudflare it is not known yet what came of it. */
  settling: boolean;
  /** Whether what it did can be taken back by another job. */
  undoable: boolean;
  undoOf: string | null;
  undoneBy: string | null;
};
export type JobItemRow = {
  seq: number;
  imageId: string;
  imageName: string;
  state: JobItemState;
  reason: string;
  /** What was done to it, where it is done. */
  outcome: string;
};
export type JobDetail = JobSummary & {
  items: JobItemRow[] /** Where more of them begin; null: these are all. */;
  next: number | null;
  nextFailed: number | null;
};
