// Apart, so that a field knows them without what reads a question.

/** More than anybody writes; the rest would only cost the database. */
export const maxParts = 20;
export const maxQueryLength = 400;
