import { answerOwnPages } from "@/app/api/own-pages";
import { listCollectionNames } from "@/lib/collections/queries";

export const dynamic = "force-dynamic";

/** The collections to choose from, for a form or a field that has just been opened. */
export const GET = (request: Request) => answerOwnPages(request, "collections", listCollectionNames);
