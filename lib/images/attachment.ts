import { uploadLimits } from "@/lib/images/schema";

/** Only types that we accept are named as themselves; anything else is bytes. */
export function servedType(mimeType: string | null | undefined): string {
  const known = uploadLimits.types.find((type) => type === mimeType);
  return known ?? "application/octet-stream";
}

/**
 * `Content-Disposition` after RFC 6266 and 8187: a plain name that every client understands, and the real
 * one in UTF-8. Path separators, quotes and control characters never reach a header or a disk.
 */
export function attachment(fileName: string): string {
  const name = tidy(fileName);
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/g, "_")
    .replace(/["\\%;]/g, "_");
  // A name of nothing but marks leaves no plain one.
  return `attachment; filename="${plain || "image"}"; filename*=UTF-8''${encodeExtended(name)}`;
}

function tidy(fileName: string): string {
  const name = fileName
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/[/\\:*?"<>|]/g, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return name || "image";
}

// RFC 8187 leaves out four characters that encodeURIComponent lets pass.
function encodeExtended(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
