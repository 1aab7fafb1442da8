import { z } from "zod";
import type { ImageCard } from "@/lib/images/schema";

export const duplicatesQuerySchema = z.object({
  /** The fingerprint to go on after. */
  after: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .catch(undefined),
});
/** Images with the same bytes: how many there are, and the oldest of them. */
export type DuplicateGroup = { sha256: string; count: number; images: ImageCard[] };
export type DuplicatePage = { groups: DuplicateGroup[]; next: string | null };
