import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { fetchSigned } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { type Found, findGate } from "@/lib/gate/find";
import { noteForward } from "@/lib/gate/forwards";
import { countOpening, countReader, notePreview } from "@/lib/gate/open";
import { isMachine } from "@/lib/gate/readers";
import { briefSigner } from "@/lib/keys/signing";

const largest = 25 * 1024 * 1024;

export type Asked = {
  token: string;
  /** As it stands in the address. */
  position: string;
  ticket: string | undefined;
  /** Who looked at the link's page with this browser, as its cookie says. */
  reader: string | null;
  from: Actor["from"];
};

type Way = { url: string; fileName: string };

/**
 * The signed address of one picture of a gated link, for about a minute; null when the link does not open it now,
 * whatever the reason, and then nothing is used up. With the ticket of an opening it is not counted again, and a reader of
 * an open page is counted once with all its pictures; any other request is an opening, whatever page it says it comes from. A link with a password or terms opens through its
 * page only. `saving`: only where the link allows it.
 */
export async function forward(
  { token, position, ticket, reader, from }: Asked,
  { saving = false }: { saving?: boolean } = {},
): Promise<Way | null> {
  if (!/^[1-9]\d{0,3}$/.test(position)) return null;
  const link = await findGate({ token, ticket, address: from.address });
  if (!link || link.verdict === "closed" || (saving && !link.allowDownload)) return null;
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
  if (!(link.visiting || (await isLetIn(link, { reader, from })))) return null;
  const { url, ...signed } = sign(item);
  // What is saved is fetched from here, and nobody gets its address.
  if (!saving) await noteForward(link, { ...item, ...signed });
  return { url, fileName: item.imageName };
}

/** Without a ticket: a reader of an open page is counted with it, once, and anything else is an opening. */
async function isLetIn(link: Found, { reader, from }: Pick<Asked, "reader" | "from">): Promise<boolean> {
  if (!isMachine(from.client)) {
    if (link.verdict !== "open" || reader === null) return countOpening(link, from, null);
    return countReader(link, from, reader);
  }
  // A messenger that looks ahead uses nothing up: it is shown what has no limit, and nothing else. By whatever name
  // somebody comes, that they saw it is written down.
  if (link.maxOpens !== null) return false;
  await notePreview(link, from);
  return true;
}

/** The picture itself, for saving it under its name; null where the link does not allow that. */
export async function download(
  asked: Asked,
): Promise<{ body: Buffer; contentType: string; fileName: string } | null> {
  const way = await forward(asked, { saving: true });
  if (!way) return null;
  const picture = await fetchSigned(way.url, { accept: "image/jpeg,image/png", maxBytes: largest });
  return { ...picture, fileName: way.fileName };
}
