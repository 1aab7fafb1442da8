import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { readDeclined } from "@/lib/gate/decline";
import { type Caller, type Found, findGate } from "@/lib/gate/find";
import { justDeclined } from "@/lib/gate/rules";
import type { Head, Looked, Picture } from "@/lib/gate/schema";
import { ownVariantIds } from "@/lib/images/schema";

/** What the page of a token shows to this browser. Changes nothing. Needs no session: the token is the proof. */
export async function lookIn(caller: Caller): Promise<Looked> {
  const link = await findGate(caller);
  if (!link) return { kind: "nothing" };
  const declinedAt = link.unlocked && link.verdict !== "door" ? await readDeclined(link.id) : null;
  const head = link.unlocked ? headOf(link, declinedAt) : null;
  if (link.verdict === "closed") {
    const mayAsk = ["ended", "used"].includes(link.status) && !justDeclined(declinedAt, clock.now());
    return { kind: "closed", head, status: link.status, mayAsk };
  }
  if (link.verdict === "door")
    return {
      kind: "door",
      head,
      terms: link.unlocked ? link.terms : "",
      left: link.maxOpens === null || !link.unlocked ? null : Math.max(0, link.maxOpens - link.opens),
    };
  const { allowDownload, guarded } = link;
  return {
    kind: "open",
    head: headOf(link, declinedAt),
    pictures: await readPictures(link.id),
    allowDownload,
    guarded,
    left: Math.max(0, link.endsAt.getTime() - clock.now().getTime()),
  };
}

const headOf = (
  { purpose, recipient, message, startsAt, endsAt, images, issuedBy, verdict }: Found,
  declinedAt: Date | null,
): Head => ({
  purpose,
  recipient,
  // Behind a password the message waits too.
  message: verdict === "open" ? message : "",
  startsAt,
  endsAt,
  images,
  sender: issuedBy.name,
  declinedAt,
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
