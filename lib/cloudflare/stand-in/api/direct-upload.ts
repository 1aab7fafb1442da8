import type { StandIn } from "../context.ts";
import { expiryField } from "../fields.ts";
import { idInPath } from "../ids.ts";
import { receiveForm } from "../multipart.ts";
import { ok, Refusal, type Reply } from "../replies.ts";
import { jsonBody } from "./body.ts";
import { newImage } from "./images.ts";
import type { ApiCall } from "./router.ts";

async function open(standIn: StandIn, field: (name: string) => unknown): Promise<Reply> {
  const image = newImage(standIn, field);
  const now = standIn.clock.now();
  await standIn.store.images.addDraft(image, expiryField(field("expiry"), now, standIn.rules), now);
  const uploadURL = `${standIn.publicUrl()}/${standIn.account.accountHash}/${idInPath(image.id)}`;
  return ok({ id: image.id, uploadURL });
}

/** `POST images/v1/direct_upload`: JSON, every field optional, booleans also as text. */
export async function directUploadV1({ standIn, call }: ApiCall): Promise<Reply> {
  const body = await jsonBody(call.request, true);
  return open(standIn, (name) => body[name]);
}

/** `POST images/v2/direct_upload`: multipart only, every field optional. */
export async function directUploadV2({ standIn, call }: ApiCall): Promise<Reply> {
  const { fields, file } = await receiveForm(call.request, standIn.store.files, standIn.rules);
  if (file) {
    await file.incoming.discard();
    throw new Refusal(400, 5400, "Bad request: a direct upload request takes no file");
  }
  return open(standIn, (name) => fields.get(name));
}
