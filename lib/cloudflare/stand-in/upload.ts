import { imageResult } from "./api/image-result.ts";
import { assertRoom } from "./api/images.ts";
import type { Call, StandIn } from "./context.ts";
import { receiveForm } from "./multipart.ts";
import { takeIn } from "./receive.ts";
import { ok, Refusal, type Reply } from "./replies.ts";

const gone = () => new Refusal(404, 5404, "Image not found");
const spent = () => new Refusal(409, 5409, "Resource already exists");

/** `POST /<hash>/<id>`: the one-time upload. The URL is the capability; there is no other credential. */
export async function directUpload(standIn: StandIn, call: Call): Promise<Reply> {
  const id = uploadTarget(standIn, call.path);
  if (id === null) throw gone();
  await refuseUnlessOpen(standIn, id); // before the body is read
  await assertRoom(standIn);
  const form = await receiveForm(call.request, standIn.store.files, standIn.rules);
  if (!form.file) throw new Refusal(400, 5400, "Bad request: a file field is required");
  const row = await takeIn(standIn, form.file, (filename, file) =>
    standIn.store.images.finishDraft(id, filename, file, standIn.clock.now()),
  );
  if (!row) {
    await refuseUnlessOpen(standIn, id);
    throw spent();
  }
  standIn.faults.born("image", id);
  standIn.faults.born("upload", id);
  const { meta, ...shown } = imageResult(standIn, row, await standIn.store.variants.all());
  return ok(standIn.rules.uploadShowsMeta === "yes" ? { ...shown, meta } : shown);
}

/** The id of an upload path of this account, decoded; null when the path is none. */
function uploadTarget(standIn: StandIn, path: string): string | null {
  const prefix = `/${standIn.account.accountHash}/`;
  if (!path.startsWith(prefix)) return null;
  try {
    return path.slice(prefix.length).split("/").map(decodeURIComponent).join("/");
  } catch {
    return null;
  }
}

async function refuseUnlessOpen(standIn: StandIn, id: string) {
  const row = await standIn.store.images.get(id);
  if (!row || (row.draft && row.expires <= standIn.clock.now())) throw gone();
  if (!row.draft) throw spent();
}
