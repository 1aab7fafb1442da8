import { answerOwnPages } from "@/app/api/own-pages";
import { suggestTags } from "@/lib/tags/queries";
import { findTagsSchema } from "@/lib/tags/schema";

export const dynamic = "force-dynamic";

/** Tags that what is being typed may become, the most used first. */
export const GET = (request: Request) =>
  answerOwnPages(request, "tags", (actor, asked) =>
    suggestTags(actor, findTagsSchema.parse({ q: asked.get("q") ?? "" })),
  );
