import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { getAccountFacts } from "@/lib/exposure/queries";
import { exposureOf } from "@/lib/exposure/rules";
import type { ExposureAnswer } from "@/lib/exposure/schema";
import type { Prisma } from "@/lib/generated/prisma/client";

/** The columns that decide who can see an image. */
export const exposureColumns = {
  state: true,
  cloudflareId: true,
  requireSignedUrls: true,
  privacyPendingAt: true,
  checkedAt: true,
  probe: true,
  probedAt: true,
} satisfies Prisma.ImageSelect;

/** Who can see each of these images now; those that are gone are absent. */
export async function readExposures(actor: Actor, imageIds: string[]): Promise<Map<string, ExposureAnswer>> {
  const [account, rows] = await Promise.all([
    getAccountFacts(actor),
    db().image.findMany({ where: { id: { in: imageIds } }, select: { id: true, ...exposureColumns } }),
  ]);
  const now = clock.now();
  return new Map(rows.map((row) => [row.id, exposureOf(row, account, now)]));
}
