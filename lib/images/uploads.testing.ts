// For integration tests only: pictures that went the whole way to the stand-in.
import { randomUUID } from "node:crypto";
import sharp from "sharp";
import type { Actor } from "@/lib/auth/actor";
import { finishUploads } from "@/lib/images/finish-uploads";
import { startUploads } from "@/lib/images/start-uploads";

let png: Promise<Buffer> | undefined;

/** Uploads a small picture as a browser would; returns our id of the image. */
export async function uploadOne(actor: Actor, name: string, isPrivate = true): Promise<string> {
  png ??= sharp({ create: { width: 60, height: 40, channels: 3, background: "#55a" } })
    .png()
    .toBuffer();
  const bytes = await png;
  const [ticket] = await startUploads(actor, {
    private: isPrivate,
    files: [{ key: randomUUID(), name, bytes: bytes.length, type: "image/png" }],
  });
  if (!ticket?.ok || !("uploadUrl" in ticket)) throw new Error("no URL");
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes)], { type: "image/png" }), name);
  await fetch(ticket.uploadUrl, { method: "POST", body: form });
  await finishUploads(actor, { imageIds: [ticket.imageId] });
  return ticket.imageId;
}
