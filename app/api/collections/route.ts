import { answerOwnPages } from "@/app/api/own-pages";
import { listCollectionNames } from "@/lib/collections/queries";
import { findCollectionsSchema } from "@/lib/collections/schema";

export const dynamic = "force-dynamic";

/** The collections to choose from, all or by words of their names, for a form or a field that is open. */
export const GET = (request: Request) =>
  answerOwnPages(request, "collections", (actor, asked) =>
    listCollectionNames(actor, findCollectionsSchema.parse({ q: asked.get("q") ?? "" })),
  );
