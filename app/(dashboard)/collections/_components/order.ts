export type Member = { id: string; name: string };
/** Behind another one, null for the first place, or at a number. */
export type To = { afterId: string | null } | { place: number };
/** Beyond every number: the last place. */
export const atEnd = 2_000_000_000;
