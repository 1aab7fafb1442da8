import type { Actor } from "../lib/auth/actor.ts";
import { listAttention, summariseExposure } from "../lib/exposure/queries.ts";
import { readChoices } from "../lib/images/choices.ts";
import { listImages } from "../lib/images/queries.ts";
import { imageQuerySchema } from "../lib/images/schema.ts";

export type Case = { what: string; goal: string; run: () => Promise<unknown> };

/** What the library and the home screen ask of the database, each as one whole answer with its counts. */
export async function libraryCases(actor: Actor): Promise<Case[]> {
  const ask = (query: object) => () => listImages(actor, imageQuerySchema.parse(query));
  const oldest = await listImages(actor, imageQuerySchema.parse({ sort: "oldest" }));
  const last = oldest.images.at(-1);
  const place = ["newest", "after", last?.createdAt.toISOString(), last?.id];
  const deepest = Buffer.from(JSON.stringify(place)).toString("base64url");
  return [
    { what: "first page and its count", goal: "5", run: ask({}) },
    { what: "deepest page", goal: "1.2 × first", run: ask({ cursor: deepest }) },
    { what: "by name", goal: "", run: ask({ sort: "name" }) },
    { what: "by last share", goal: "", run: ask({ sort: "shared" }) },
    { what: "search, rare word (11)", goal: "6", run: ask({ q: "zebrafish" }) },
    { what: "search, absent word", goal: "6", run: ask({ q: "qqxxzz" }) },
    { what: "search, common word (95,000)", goal: "20", run: ask({ q: "beach" }) },
    { what: "search, two common words", goal: "20", run: ask({ q: "beach harbour" }) },
    { what: "search, recipient", goal: "6", run: ask({ q: "recipient 3999" }) },
    { what: "search, two characters", goal: "150", run: ask({ q: "zz" }) },
    { what: "search, two common characters", goal: "150", run: ask({ q: "be" }) },
    { what: "search, one character", goal: "150", run: ask({ q: "a" }) },
    {
      what: "format and size, largest first",
      goal: "15",
      run: ask({ q: "format:png size:>2mb", sort: "size" }),
    },
    { what: "tag and exposure, by name", goal: "15", run: ask({ q: "tag:press is:open", sort: "name" }) },
    { what: "rare tag", goal: "15", run: ask({ q: 'tag:"campaign 25"' }) },
    { what: "rare format, no alt text", goal: "15", run: ask({ q: "format:gif -has:alt" }) },
    { what: "live link ending within a day", goal: "15", run: ask({ q: "ends:<24h" }) },
    { what: "word in one exposure", goal: "20", run: ask({ q: "beach is:open" }) },
    { what: "unknown (none)", goal: "15", run: ask({ q: "is:unknown" }) },
    {
      what: "home: summary and attention",
      goal: "50",
      run: () => Promise.all([summariseExposure(actor), listAttention(actor)]),
    },
    {
      what: "tags and people to choose from",
      goal: "",
      run: () => readChoices(actor),
    },
  ];
}
