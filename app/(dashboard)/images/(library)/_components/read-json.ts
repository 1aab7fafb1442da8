/** Reads one of our own addresses. Throws an error whose message is for the person. */
export async function readJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(address, { signal }).catch(() => null);
  if (!answer) throw new Error("Darkroom cannot be reached. Check your connection, then try again.");
  if (!answer.ok)
    throw new Error((await answer.text().catch(() => "")).trim() || "That did not work. Try again.");
  return answer.json() as Promise<T>;
}
