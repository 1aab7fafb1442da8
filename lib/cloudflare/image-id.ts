/**
 * Cloudflare's own ids are shaped like UUIDs, and an id of somebody's choosing may not be: the shape alone tells
 * whether an image can ever be private. As text, because the database asks the same.
 */
export const generatedId = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
const generated = new RegExp(generatedId, "i");

/** Whether somebody chose this id: such an image is public for ever, and nothing about it can be signed. */
export const isCustomId = (id: string): boolean => !generated.test(id);

/** An index of the database holds no longer ones; Cloudflare's own limit is 1,024 characters. */
const maxBytes = 2_000;

/** Why an id cannot stand in an address as one image and nothing else; null when it can. */
export function idProblem(id: string): string | null {
  if (id === "" || new TextEncoder().encode(id).length > maxBytes)
    return "its id is longer than Darkroom can keep";
  if (!id.isWellFormed() || /\p{Cc}/u.test(id)) return "its id has characters that no address can carry";
  const steps = id.split("/");
  if (id.includes("\\") || steps.some((step) => step === "" || step === "." || step === ".."))
    return "its id is a path that browsers would rewrite";
  return null;
}

/** A chosen id as it stands in a delivery path: slashes as they are, whatever else could be misread encoded. */
export function idInPath(id: string): string {
  const problem = idProblem(id);
  if (problem) throw new TypeError(`This image cannot be addressed: ${problem}.`);
  return encodeURI(id).replace(/[?#]/g, encodeURIComponent);
}
