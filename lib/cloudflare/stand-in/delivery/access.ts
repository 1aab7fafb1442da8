import { Refusal } from "../replies.ts";
import type { Verdict } from "./signature.ts";

export type Question = {
  image: { private: boolean } | null;
  variant:
    | { kind: "named"; alwaysPublic: boolean }
    | { kind: "flexible"; enabled: boolean }
    | { kind: "unknown" };
  /** Null: the request carries no signature at all. */
  signature: Verdict | null;
};

const denied = (reason: string) => new Refusal(403, 9425, `Image access denied: ${reason}`);

/** Who may see what, in one place (section 3.2 of the fact reference). Returns the refusal, or null to serve. */
export function refusalFor({ image, variant, signature }: Question): Refusal | null {
  // A signature that is there must be right, also where none is needed: a broken link never works by luck.
  if (signature && !signature.ok) return denied(signature.reason);
  if (!image) return new Refusal(404, 9431, "Image not found");
  if (variant.kind === "unknown") return denied("This account doesn't have variant with this name");
  if (variant.kind === "flexible") {
    if (image.private) return denied("Flexible variants cannot be used with private images");
    return variant.enabled ? null : new Refusal(403, 9429, "Flexible variants are not enabled");
  }
  if (image.private && !variant.alwaysPublic && !signature) return denied("This image requires a signed URL");
  return null;
}
