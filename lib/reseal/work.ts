import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { resealLease } from "@/lib/reseal/rules";

export const resealColumns = {
  id: true,
  imageId: true,
  imageName: true,
  step: true,
  oldCloudflareId: true,
  newCloudflareId: true,
  sha256: true,
  askedAt: true,
  stopLinks: true,
  attempts: true,
  dueAt: true,
  startedById: true,
} satisfies Prisma.ResealSelect;
export type ResealWork = Prisma.ResealGetPayload<{ select: typeof resealColumns }>;

/** It cannot be finished, and nothing has changed yet: the copy goes and everything stays as it was. */
export class GiveUp extends Error {}

/** Takes it over for a while, unless somebody else has it. Null: not due, or taken. */
export async function takeReseal(id: string): Promise<ResealWork | null> {
  const now = clock.now();
  const [taken] = await db().reseal.updateManyAndReturn({
    where: { id, finishedAt: null, dueAt: { lte: now } },
    data: { dueAt: new Date(now.getTime() + resealLease) },
    select: resealColumns,
  });
  return taken ?? null;
}
