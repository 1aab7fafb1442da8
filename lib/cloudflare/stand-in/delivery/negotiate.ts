import { plan } from "../decoder/geometry.ts";
import type { OutputFormat, Source } from "../decoder/jobs.ts";
import type { PictureOptions } from "../decoder/options.ts";

/** Whether an `Accept` header names this type with a quality above zero. */
function takes(accept: string, type: string): boolean {
  return accept.split(",").some((part) => {
    const [name = "", ...parameters] = part.trim().toLowerCase().split(";");
    return name.trim() === type && !parameters.some((p) => /^\s*q=0(\.0*)?\s*$/.test(p));
  });
}

type Question = {
  accept: string;
  source: Pick<Source, "type" | "width" | "height" | "frames">;
  options: PictureOptions;
  maxAvifSide: number;
  /** What the address asks for; `auto` is what named variants always do. */
  wanted?: "auto" | "avif" | "webp" | "jpeg";
};

/** AVIF if the client takes it and the picture is small enough to encode now, else WebP, else the original's type. */
export function negotiate({
  source,
  options,
  maxAvifSide,
  wanted = "auto",
  ...asked
}: Question): OutputFormat {
  const accept = asked.accept.trim() || "*/*"; // nothing said: anything will do
  const { out } = plan(source.width, source.height, options);
  const moving = source.frames > 1 && options.anim !== false;
  const avif = !moving && Math.max(out.width, out.height) <= maxAvifSide;
  if (wanted === "jpeg" || wanted === "webp") return wanted;
  if (wanted === "avif") return avif ? "avif" : "webp";
  if (avif && takes(accept, "image/avif")) return "avif";
  if (takes(accept, "image/webp")) return "webp";
  const own = source.type.slice("image/".length) as OutputFormat;
  // A WebP upload for a client that takes other things only: animation needs GIF, transparency needs PNG.
  if (own === "webp" && !takes(accept, "*/*") && !takes(accept, "image/*")) return moving ? "gif" : "png";
  return own;
}
