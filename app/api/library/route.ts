import { answerOwnPages } from "@/app/api/own-pages";
import { continueImages } from "@/lib/images/queries";
import { imageQuerySchema } from "@/lib/images/schema";

export const dynamic = "force-dynamic";

/** The images before or after a place, for a list that is scrolled on. */
export const GET = (request: Request) =>
  answerOwnPages(request, "library", (actor, asked) =>
    continueImages(actor, imageQuerySchema.parse(Object.fromEntries(asked))),
  );
