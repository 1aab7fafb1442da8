import { z } from "zod";
import { selectionSchema } from "@/lib/jobs/schema";

export const manifestSchema = z.object({ selection: selectionSchema, format: z.enum(["csv", "json"]) });
export type ManifestInput = z.output<typeof manifestSchema>;
