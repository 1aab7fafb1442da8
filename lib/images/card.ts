import "server-only";
import { clock } from "@/lib/clock";
import { isCustomId } from "@/lib/cloudflare/image-id";
import { exposureOf } from "@/lib/exposure/rules";
import type { AccountFacts } from "@/lib/exposure/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import { exposureColumns } from "@/lib/images/exposures";
import { hasBytes } from "@/lib/images/rules";
import { type ImageCard, ownVariants } from "@/lib/images/schema";
import { urlSigner } from "@/lib/keys/signing";
import { countLiveLinks } from "@/lib/links/live";
import { log } from "@/lib/log";

export const cardColumns = {
  id: true,
  name: true,
  sortName: true,
  altText: true,
  tags: true,
  failure: true,
  ...exposureColumns,
  placeholder: true,
  width: true,
  height: true,
  bytes: true,
  mimeType: true,
  hasLocation: true,
  createdAt: true,
  uploadedBy: { select: { name: true } },
} satisfies Prisma.ImageSelect;
export type CardRow = Prisma.ImageGetPayload<{ select: typeof cardColumns }>;

export type Signer = (cloudflareId: string, variantId: string) => string | null;

/** Signs page pictures; answers null where no key can be had just now, so that the words still appear. */
export async function pictureSigner(): Promise<Signer> {
  try {
    return await urlSigner();
  } catch (error) {
    log("pictures-unsigned", { error: error instanceof Error ? error.message : String(error) });
    return () => null;
  }
}

type Facts = Omit<CardRow, "uploadedBy" | "sortName"> & {
  uploadedBy: string;
  links: number;
  nextEnd: Date | null;
};

/** Rows as the screens show them, in the same order. */
export async function toCards(rows: CardRow[], account: AccountFacts): Promise<ImageCard[]> {
  const now = clock.now();
  const ids = rows.map(({ id }) => id);
  const [sign, live] = await Promise.all([pictureSigner(), countLiveLinks(ids, now)]);
  const none = { links: 0, nextEnd: null };
  const facts = rows.map((row) => ({
    ...row,
    uploadedBy: row.uploadedBy.name,
    ...(live.get(row.id) ?? none),
  }));
  return drawCards(facts, { account, now, sign });
}

/** The same for rows that already carry their links and the uploader's name. */
export function drawCards(
  rows: Facts[],
  { account, now, sign }: { account: AccountFacts; now: Date; sign: Signer },
): ImageCard[] {
  return rows.map((row) => {
    const { cloudflareId } = row;
    return {
      id: row.id,
      name: row.name,
      altText: row.altText,
      tags: row.tags,
      state: row.state,
      failure: row.failure,
      private: row.requireSignedUrls,
      exposure: exposureOf(row, account, now),
      customId: cloudflareId !== null && !row.requireSignedUrls && isCustomId(cloudflareId),
      thumbUrl: cloudflareId && hasBytes(row.state) ? sign(cloudflareId, ownVariants.thumb.id) : null,
      viewUrl: cloudflareId && hasBytes(row.state) ? sign(cloudflareId, ownVariants.view.id) : null,
      placeholder: row.placeholder,
      width: row.width,
      height: row.height,
      bytes: row.bytes,
      mimeType: row.mimeType,
      hasLocation: row.hasLocation,
      liveLinks: row.links,
      nextEnd: row.nextEnd,
      uploadedBy: row.uploadedBy,
      createdAt: row.createdAt,
    };
  });
}
