import { z } from "zod";

/** What was wrong with the last try, as the address says after it; nonsense is nothing wrong. */
export const doorProblem = z.object({
  problem: z.enum(["terms", "password", "wait"]).optional().catch(undefined),
  /** Seconds until the next guess. */
  for: z.coerce.number().int().min(1).max(3600).optional().catch(undefined),
  accepted: z.literal("1").optional().catch(undefined),
});
export type DoorProblem = z.output<typeof doorProblem>;

/** The messages by field. */
export function doorWords({ problem, for: seconds }: DoorProblem): { password?: string; accepted?: string } {
  if (problem === "terms") return { accepted: "Accept the terms to see the pictures." };
  if (problem === "password") return { password: "That is not the password of this link." };
  if (problem === "wait")
    return { password: `Too many tries. Wait ${seconds ?? 60} seconds, then try again.` };
  return {};
}
