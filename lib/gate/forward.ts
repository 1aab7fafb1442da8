import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { fetchSigned } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { findGate } from "@/lib/gate/find";
import { countOpening } from "@/lib/gate/open";
import { isMachine } from "@/lib/gate/readers";
import { briefSigner } from "@/lib/keys/signing";

const largest = 25 * 1024 * 1024;

export type Asked = {
  token: string;
  /** As it stands in the address. */
  position: string;
  ticket: string | undefined;
  /** From the link's own page, whose opening is counted already. */
  fromPage: boolean;
  from: Actor["from"];
};

type Way = { url: string; fileName: string; allowDownload: boolean };

/**
 * The signed address of one picture of a gated link, for about a minute; null when the link does not open it now,
 * whatever the reason. A request that does not come from the link's page is an opening and is counted; a link
 * with a password or terms opens through its page only.
 */
export async function forward({ token, position, ticket, fromPage, from }: Asked): Promise<Way | null> {
  if (!/^[1-9]\d{0,3}$/.test(position)) return null;
  const link = await findGate({ token, ticket, address: from.address });
  if (!link || link.verdict === "closed") return null;
  if (link.verdict === "door" && (link.passwordHash || link.terms)) return null;
  const item = await db().linkItem.findUnique({
    where: { linkId_position: { linkId: link.id, position: Number(position) } },
    select: {
      cloudflareId: true,
      variantId: true,
      imageName: true,
      image: { select: { trashedAt: true, goneAt: true } },
    },
  });
  // Cloudflare would go on answering for what is in the trash; Darkroom does not.
  if (!item?.image || item.image.trashedAt || item.image.goneAt) return null;
  const sign = await briefSigner();
  const visiting = link.verdict === "open" && fromPage;
  // A messenger that looks ahead uses nothing up: it is shown what has no limit, and nothing else.
  if (isMachine(from.client) ? link.maxOpens !== null : !visiting && !(await countOpening(link, from, null)))
    return null;
  return {
    url: sign(item.cloudflareId, item.variantId),
    fileName: item.imageName,
    allowDownload: link.allowDownload,
  };
}

/** The picture itself, for saving it under its name; null where the link does not allow that. */
export async function download(
  asked: Asked,
): Promise<{ body: Buffer; contentType: string; fileName: string } | null> {
  const way = await forward(asked);
  if (!way?.allowDownload) return null;
  const picture = await fetchSigned(way.url, { accept: "image/jpeg,image/png", maxBytes: largest });
  return { ...picture, fileName: way.fileName };
}
