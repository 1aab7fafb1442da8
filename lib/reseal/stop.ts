import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { resealProblem, sealableColumns } from "@/lib/reseal/rules";

/**
 * Writes down that images are to get new addresses, and that these links to the old ones get none. Answers the ids of the
 * re-sealings, for `carryOn`. Throws CONFLICT when one of the images cannot be re-sealed.
 */
export async function writeReseals(
  tx: Tx,
  actor: Actor,
  stopLinks: Map<string, string[]>,
  { reissues = 0 }: { reissues?: number } = {},
): Promise<string[]> {
  const images = await tx.image.findMany({
    where: { id: { in: [...stopLinks.keys()] } },
    select: { ...sealableColumns, id: true, name: true },
  });
  if (images.length < stopLinks.size)
    throw new AppError("NOT_FOUND", "An image is not here any more. Nothing was begun.");
  for (const image of images) {
    const problem = resealProblem(image);
    if (problem) throw new AppError("CONFLICT", `${image.name}: ${problem} Nothing was begun.`);
  }
  const now = clock.now();
  const begun = await tx.reseal.createManyAndReturn({
    data: images.map(({ id, name, cloudflareId }) => ({
      imageId: id,
      activeFor: id,
      imageName: name,
      oldCloudflareId: cloudflareId ?? "",
      stopLinks: stopLinks.get(id) ?? [],
      startedAt: now,
      startedById: actor.id,
      dueAt: now,
    })),
    select: { id: true },
  });
  await recordAudit(
    tx,
    actor,
    ...images.map(({ id, name }) => ({
      action: "image.reseal-asked" as const,
      subject: { type: "image" as const, id, name },
      details: { stops: stopLinks.get(id)?.length ?? 0, reissues },
    })),
  );
  return begun.map(({ id }) => id);
}
