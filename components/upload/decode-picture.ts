import type { Decode } from "@/components/upload/check-file";

const thumbSide = 112;

/** Opens a picture with the browser's own decoder, off the main thread, and draws it small. */
export const decodePicture: Decode = async (file) => {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  const { width, height } = bitmap;
  const thumb = await drawSmall(bitmap).catch(() => null);
  bitmap.close();
  return { width, height, thumb };
};

async function drawSmall(bitmap: ImageBitmap): Promise<Blob | null> {
  const scale = Math.min(1, thumbSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  // PNG where a browser cannot write WebP; either keeps transparency.
  return new Promise((resolve) => canvas.toBlob(resolve, "image/webp", 0.8));
}
