import type { StandIn } from "./context.ts";
import type { Refusal } from "./replies.ts";
import type { FinishedRow } from "./store/images.ts";

/** Does something with an original. One that was deleted meanwhile is not found; any other trouble is the disk's. */
export async function unlessGone<T>(
  { store }: StandIn,
  row: FinishedRow,
  notFound: () => Refusal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const now = await store.images.get(row.id);
    throw now?.file === row.file ? error : notFound();
  }
}
