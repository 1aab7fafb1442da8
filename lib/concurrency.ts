/**
 * Runs `fn` over `items`, at most `limit` at a time, and answers in the order of the items. The first
 * rejection rejects the whole; what is already running finishes, nothing new starts. Catch inside `fn` where
 * each item has its own answer.
 */
export async function mapLimit<T, R>(
  items: readonly T[],
  limit: number,
  fn: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries(); // one iterator shared by all workers: each item is taken once
  let failed = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results[index] = await fn(item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
  return results;
}
