"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import {
  chooseCover as choose,
  createCollection as create,
  editCollection as edit,
  deleteCollection as remove,
} from "@/lib/collections/mutations";
import { moveInCollection as move } from "@/lib/collections/order";
import {
  chooseCoverSchema,
  collectionIdSchema,
  createCollectionSchema,
  editCollectionSchema,
  moveInCollectionSchema,
} from "@/lib/collections/schema";

export const createCollection = defineAction(createCollectionSchema, create);

export const editCollection = defineAction(editCollectionSchema, (actor, input) =>
  edit(actor, input).finally(refresh),
);

export const chooseCover = defineAction(chooseCoverSchema, (actor, input) =>
  choose(actor, input).finally(refresh),
);

/** No refresh: its page is gone when it worked, and leaves for the list itself. */
export const deleteCollection = defineAction(collectionIdSchema, remove);

export const moveInCollection = defineAction(moveInCollectionSchema, (actor, input) =>
  move(actor, input).finally(refresh),
);
