import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { getAccountFacts } from "@/lib/exposure/queries";
import { cardColumns, toCards } from "@/lib/images/card";
import type { ImageCard, ImageIdsInput } from "@/lib/images/schema";

/** Cards by id; what is gone or in the trash is absent. */
export async function readCards(actor: Actor, imageIds: string[]): Promise<Map<string, ImageCard>> {
  const [account, rows] = await Promise.all([
    getAccountFacts(actor),
    db().image.findMany({ where: { id: { in: imageIds }, trashedAt: null }, select: cardColumns }),
  ]);
  return new Map((await toCards(rows, account)).map((card) => [card.id, card]));
}

/** These images in this order, for whoever ticked them elsewhere; what is gone or in the trash is absent. */
export async function listPicked(actor: Actor, { imageIds }: ImageIdsInput): Promise<ImageCard[]> {
  assertCan(actor, "image:view");
  const cards = await readCards(actor, imageIds);
  return imageIds.flatMap((id) => cards.get(id) ?? []);
}
