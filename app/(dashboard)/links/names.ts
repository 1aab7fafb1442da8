import type { LinkTarget } from "@/lib/links/changes-schema";
import { parseQuery, withoutMe } from "@/lib/links/query-language";
import type { LinkQuery, Named } from "@/lib/links/schema";
import { isUnderstood } from "@/lib/query/language";

export type Bulk = {
  target: LinkTarget;
  what: string;
  /** Offered without a tick: the list is one person's. What a question finds is offered once something is ticked. */
  standing: boolean;
};

/** What can be changed beyond the page: one person's running links, or all that a question finds. */
export function bulkOf(
  { q, zone }: LinkQuery,
  named: Named[],
  actor: { id: string; name: string },
): Bulk | undefined {
  const parts = parseQuery(q);
  if (parts.length === 0 || !isUnderstood(parts)) return undefined;
  const [only, ...others] = parts;
  if (only?.kind === "filter" && !only.not && others.length === 0) {
    const meant = named.find(({ key, asked }) => key === only.key && asked === only.value);
    const [id, second] = meant?.ids ?? [];
    const name = only.value === "me" ? actor.name : meant?.names[0];
    if (id && !second && (only.key === "to" || only.key === "by"))
      return {
        target: only.key === "to" ? { contactId: id } : { issuedById: id },
        what: `all of ${name}’s running links`,
        standing: true,
      };
  }
  const matching = { q: withoutMe(q, actor.id), zone };
  return { target: { matching }, what: "all links that match", standing: false };
}

const unknown: Partial<Record<Named["key"], string>> = {
  by: "Nobody here has that name.",
  to: "No recipient is called that, or is at that organisation or address.",
  image: "No image here is called that.",
  key: "No signing key is called that.",
};

/** What to say of names in a question that mean nothing, or too much. */
export const problemsOfNames = (named: Named[]): { text: string; message: string }[] =>
  named.flatMap(({ key, asked, ids, more }) => {
    if (more)
      return [
        { text: `${key}:${asked}`, message: "More than 1,000 have that in their name. Write more of it." },
      ];
    const message = unknown[key];
    return ids.length === 0 && message ? [{ text: `${key}:${asked}`, message }] : [];
  });
