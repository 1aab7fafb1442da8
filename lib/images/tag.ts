/** What a tag may be: one declaration for forms, the query bar and their error texts. */
export const tagRule = { longest: 40, form: /^[^,\p{C}]+$/u } as const;

/** A tag as it is kept and compared, or null when the text is none. */
export function readTag(text: string): string | null {
  const tag = text.trim().toLowerCase();
  return tag.length <= tagRule.longest && tagRule.form.test(tag) ? tag : null;
}
