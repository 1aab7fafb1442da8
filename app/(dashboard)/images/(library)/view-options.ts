/** How somebody likes the library drawn. A cookie of theirs, so that the server draws it right at once. */
export const optionsCookie = "darkroom-library";

export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

/** The table's columns that may be left out; the name never is. */
export const columns = [
  { id: "exposure", label: "Exposure" },
  { id: "links", label: "Live links" },
  { id: "by", label: "Uploaded by" },
  { id: "added", label: "Added" },
  { id: "size", label: "Size" },
] as const;
export type Column = (typeof columns)[number]["id"];

export type ViewOptions = { density: Density; hidden: Column[] };

/** Reads the cookie; what is unknown in it counts as not said. */
export function readOptions(text: string | undefined): ViewOptions {
  const [density, hidden = ""] = (text ?? "").slice(0, 200).split(":");
  const left = new Set(hidden.split("."));
  return {
    density: densities.find((known) => known === density) ?? "comfortable",
    hidden: columns.map(({ id }) => id).filter((id) => left.has(id)),
  };
}

/** The cookie's text: only letters, dots and a colon. */
export function writeOptions({ density, hidden }: ViewOptions): string {
  return `${density}:${hidden.join(".")}`;
}
