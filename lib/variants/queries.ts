import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { ownVariantIds, ownVariants } from "@/lib/images/schema";
import { urlSigner } from "@/lib/keys/signing";
import { countLinksByVariant, countLiveLinks, countOpenable, openable } from "@/lib/variants/counts";
import type { BlastRadius, VariantRow } from "@/lib/variants/schema";

const sampleSize = 6;

/** The account's variants as last mirrored: the always-public ones first, Darkroom's own last. */
export async function listVariants(actor: Actor): Promise<VariantRow[]> {
  assertCan(actor, "variant:view");
  const now = clock.now();
  const [variants, live] = await Promise.all([
    db().variant.findMany({ orderBy: [{ alwaysPublic: "desc" }, { id: "asc" }] }),
    countLinksByVariant(db(), now),
  ]);
  const rows = variants.map((variant) => ({
    ...variant,
    checkedAt: variant.checkedAt > now ? now : variant.checkedAt,
    own: ownVariantIds.includes(variant.id),
    liveLinks: live.get(variant.id) ?? 0,
  }));
  return [...rows.filter(({ own }) => !own), ...rows.filter(({ own }) => own)];
}

/**
 * What always allowing public access to a variant would expose, and what deleting it would break. The variant
 * need not exist yet. The sample is empty while pictures cannot be signed; the counts are what decides.
 */
export async function getBlastRadius(actor: Actor, { id }: { id: string }): Promise<BlastRadius> {
  assertCan(actor, "variant:view");
  const [{ privateImages, foreignImages }, liveLinks, newest, sign] = await Promise.all([
    countOpenable(db()),
    countLiveLinks(db(), id, clock.now()),
    db().image.findMany({
      where: { ...openable, cloudflareId: { not: null } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: sampleSize,
      select: { id: true, name: true, cloudflareId: true, placeholder: true },
    }),
    urlSigner().catch(() => null),
  ]);
  const sample = newest.flatMap(({ cloudflareId, ...image }) =>
    sign && cloudflareId ? [{ ...image, thumbUrl: sign(cloudflareId, ownVariants.thumb.id) }] : [],
  );
  return { privateImages, foreignImages, liveLinks, sample };
}
