import { readCapped } from "@/lib/cloudflare/attempt";
import { AppError } from "@/lib/errors";

const within = 60_000;

/**
 * Sends an original to its one-time URL, from this server. Throws UNKNOWN_OUTCOME for anything but a plain yes:
 * Cloudflare may have it, and only reading back tells. The URL is a capability and is in no message.
 */
export async function sendOriginal(
  uploadUrl: string,
  file: { bytes: Uint8Array<ArrayBuffer>; type: string; name: string },
): Promise<void> {
  const form = new FormData();
  form.set("file", new Blob([file.bytes], { type: file.type }), file.name);
  let status = 0;
  try {
    const response = await fetch(uploadUrl, {
      method: "POST",
      body: form,
      headers: { accept: "application/json" },
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(within),
    });
    await readCapped(response, 64 * 1024);
    if (response.ok) return;
    status = response.status;
  } catch {
    // What failed may name the URL; nothing of it goes further.
  }
  throw new AppError(
    "UNKNOWN_OUTCOME",
    "Cloudflare did not confirm the copy. Darkroom looks whether it arrived, and goes on by itself.",
    { cause: { status } },
  );
}
