import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { resealLease } from "@/lib/reseal/rules";

export const resealColumns = {
  id: true,
  imageId: true,
  imageName: true,
  kind: true,
  keepOld: true,
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

/** One at a time for each image: whoever comes second is told. */
export function unlessTaken(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw new AppError(
      "CONFLICT",
      "One of these images is being copied or re-sealed already. Nothing was begun; look at how it stands.",
    );
  throw error;
}

/** What is written down about each kind. */
export const eventsOf = {
  reseal: { asked: "image.reseal-asked", done: "image.resealed", failed: "image.reseal-failed" },
  copy: { asked: "image.copy-asked", done: "image.copied", failed: "image.copy-failed" },
} as const;
