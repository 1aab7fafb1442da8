import { z } from "zod";
import { nameSchema, tagSchema, uploadLimits } from "@/lib/images/schema";

const uploadKey = z.string().regex(/^[\w-]{16,64}$/, "The upload key is not valid.");

export const startUploadsSchema = z.object({
  /** False only after the person chose public and saw the warning. */
  private: z.boolean(),
  files: z
    .array(
      z.object({
        key: uploadKey,
        name: nameSchema,
        bytes: z.number().int().min(1, "The file is empty.").max(uploadLimits.bytes, "Over 10 MB."),
        type: z.enum(uploadLimits.types, "Only JPEG, PNG, WebP and GIF."),
        width: z.number().int().min(1).max(uploadLimits.side).optional(),
        height: z.number().int().min(1).max(uploadLimits.side).optional(),
        tags: z.array(tagSchema).max(20).optional(),
        /** SHA-256 as the browser counts it: a question whether it is here already, believed for nothing else. */
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional(),
      }),
    )
    .min(1)
    .max(uploadLimits.filesPerRequest),
});
export type StartUploadsInput = z.output<typeof startUploadsSchema>;
