import "server-only";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { sendOriginal } from "@/lib/cloudflare/upload";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { probeImage } from "@/lib/images/probe";
import { readWhole, sameBytes } from "@/lib/reseal/original";
import { problems, sealableColumns, uploadLife } from "@/lib/reseal/rules";
import { GiveUp, type ResealWork } from "@/lib/reseal/work";
import { settlingTime } from "@/lib/sync/rules";

/** The image as it must be for the swap. Throws GiveUp when it is not. */
async function assertUnchanged({ kind, imageId, oldCloudflareId }: ResealWork) {
  const image = await db().image.findUnique({
    where: { id: imageId },
    select: {
      ...sealableColumns,
      sha256: true,
      fileName: true,
    },
  });
  const problem = problems[kind](image);
  if (problem || !image) throw new GiveUp(problem ?? "The image is not here any more.");
  if (image.cloudflareId !== oldCloudflareId) throw new GiveUp("The image was replaced meanwhile.");
  return image;
}

/**
 * Brings the original to a new private image. Whatever an earlier try may have left there is looked at first:
 * arrived, it is used; a draft, it is deleted before another is asked for, so that there are never two.
 */
export async function copyOriginal(work: ResealWork): Promise<"checking" | "copying"> {
  const image = await assertUnchanged(work);
  if (work.newCloudflareId) return lookAtEarlier(work, work.newCloudflareId);
  const original = await readWhole(work.oldCloudflareId);
  if (!original) throw new GiveUp("Its original is larger than 10 MB.");
  if (image.sha256 && !sameBytes(image.sha256, original.sha256))
    throw new GiveUp(
      "Cloudflare returned other bytes than it once did, so a copy would not be the original.",
    );
  const now = clock.now();
  const { id: newCloudflareId, uploadUrl } = await cloudflare().createDirectUpload({
    requireSignedURLs: true,
    metadata: { darkroom: "1", id: work.imageId },
    expiresAt: new Date(now.getTime() + uploadLife),
  });
  // Known here before a byte leaves: whoever continues finds it. Lost before this, it is a draft that dies by itself.
  const { count } = await db().reseal.updateMany({
    where: { id: work.id, step: "copying", newCloudflareId: null },
    data: { newCloudflareId, askedAt: now, sha256: original.sha256 },
  });
  if (count === 0) {
    await cloudflare().deleteImage(newCloudflareId);
    throw new AppError("CONFLICT", "Another server goes on with it.");
  }
  await sendOriginal(uploadUrl, { bytes: original.bytes, type: original.type, name: image.fileName });
  return "checking";
}

async function lookAtEarlier(work: ResealWork, newCloudflareId: string): Promise<"checking" | "copying"> {
  const remote = await cloudflare().getImage(newCloudflareId);
  if (remote && !remote.draft) return "checking";
  const age = clock.now().getTime() - (work.askedAt?.getTime() ?? 0);
  if (!remote && age < settlingTime)
    throw new AppError("UPSTREAM", "Cloudflare does not show the copy yet. Darkroom looks again.");
  await cloudflare().deleteImage(newCloudflareId);
  await db().reseal.updateMany({
    where: { id: work.id, step: "copying", newCloudflareId },
    data: { newCloudflareId: null, askedAt: null },
  });
  return "copying";
}

/** Reads the copy back: private, the same bytes, refused to a stranger. Throws GiveUp when it is not. */
export async function checkCopy(work: ResealWork): Promise<void> {
  await assertUnchanged(work);
  const { newCloudflareId } = work;
  if (!newCloudflareId) throw new GiveUp("The copy is not known.");
  const remote = await cloudflare().getImage(newCloudflareId);
  if (!remote || remote.draft)
    throw new AppError("UPSTREAM", "Cloudflare does not show the copy yet. Darkroom looks again.");
  if (!remote.requireSignedURLs) throw new GiveUp("Cloudflare made the copy public, so it is thrown away.");
  const copy = await readWhole(newCloudflareId);
  if (!copy || !sameBytes(work.sha256, copy.sha256))
    throw new GiveUp("Cloudflare stored other bytes than it was given, so the copy is thrown away.");
  const probe = await probeImage(newCloudflareId);
  if (probe === "served") throw new GiveUp("The copy was shown to a stranger, so it is thrown away.");
  if (probe === "unreachable")
    throw new AppError("UPSTREAM", "The delivery host did not answer. Darkroom asks again.");
}
