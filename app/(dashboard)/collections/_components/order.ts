import type { MoveInCollectionInput } from "@/lib/collections/schema";

export type Member = { id: string; name: string };
/** Behind another one, null for the first place, or at a number. */
export type To = MoveInCollectionInput["to"];
/** Beyond every number: the last place. */
export const atEnd = 2_000_000_000;
