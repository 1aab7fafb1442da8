import type { Found } from "@/components/upload/walk-folder";

/**
 * The sample photographs of this installation as files, one at a time, so that the first is on its way while
 * the rest are fetched. Throws when the list or a file cannot be had.
 */
export async function* fetchSamples(): AsyncGenerator<Found> {
  const names: unknown = await (await fetchOk("/api/samples")).json();
  if (!Array.isArray(names)) throw new Error("The list of samples is not a list.");
  for (const name of names.map(String)) {
    const blob = await (await fetchOk(`/api/samples/${encodeURIComponent(name)}`)).blob();
    // No time of its own: asking for the samples twice finds the same files.
    yield { file: new File([blob], name, { type: blob.type, lastModified: 0 }), folder: "" };
  }
}

async function fetchOk(path: string): Promise<Response> {
  const response = await fetch(path, { cache: "no-store" });
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return response;
}
