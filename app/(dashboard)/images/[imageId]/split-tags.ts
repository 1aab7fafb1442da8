/** Tags as people type them: separated by commas, each once, in the order written. */
export function splitTags(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim().toLowerCase());
  return [...new Set(tags)].filter((tag) => tag !== "");
}
