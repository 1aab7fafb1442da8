import "server-only";
import { db } from "@/lib/db";
import { type Caller, type Found, findGate } from "@/lib/gate/find";
import type { Head, Looked, Picture } from "@/lib/gate/schema";
import { ownVariantIds } from "@/lib/images/schema";

/** What the page of a token shows to this browser. Changes nothing. Needs no session: the token is the proof. */
export async function lookIn(caller: Caller): Promise<Looked> {
  const link = await findGate(caller);
  if (!link) return { kind: "nothing" };
  const head = link.unlocked ? headOf(link) : null;
  if (link.verdict === "closed")
    return { kind: "closed", head, status: link.status, mayAsk: ["ended", "used"].includes(link.status) };
  if (link.verdict === "door")
    return {
      kind: "door",
      head,
      terms: link.unlocked ? link.terms : "",
      left: link.maxOpens === null || !link.unlocked ? null : Math.max(0, link.maxOpens - link.opens),
    };
  const { allowDownload, guarded } = link;
  return { kind: "open", head: headOf(link), pictures: await readPictures(link.id), allowDownload, guarded };
}

const headOf = ({
  purpose,
  recipient,
  message,
  startsAt,
  endsAt,
  images,
  issuedBy,
  verdict,
}: Found): Head => ({
  purpose,
  recipient,
  // Behind a password the message waits too.
  message: verdict === "open" ? message : "",
  startsAt,
  endsAt,
  images,
  sender: issuedBy.name,
});

/** The pictures that still open, in the link's order; a picture's further variants are with it. */
async function readPictures(linkId: string): Promise<Picture[]> {
  const known = await db().variant.findMany({ select: { id: true } });
  const items = await db().linkItem.findMany({
    where: {
      linkId,
      image: { trashedAt: null, goneAt: null },
      variantId: { in: known.map(({ id }) => id), notIn: [...ownVariantIds] },
    },
    orderBy: { position: "asc" },
    select: {
      position: true,
      imageId: true,
      variantId: true,
      image: { select: { name: true, altText: true, width: true, height: true, placeholder: true } },
    },
  });
  const pictures = new Map<string, Picture>();
  for (const { position, imageId, variantId, image } of items) {
    if (!imageId || !image) continue;
    const { name, altText, width, height, placeholder } = image;
    const picture = pictures.get(imageId) ?? {
      ...{ position, name, alt: altText || name, width, height, placeholder },
      variants: [],
    };
    picture.variants.push({ position, variantId });
    pictures.set(imageId, picture);
  }
  return [...pictures.values()];
}
