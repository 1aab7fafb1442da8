/** A tag and how many images carry it. */
export type TagRow = { tag: string; count: number };
