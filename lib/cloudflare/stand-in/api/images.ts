import type { StandIn } from "../context.ts";
import { fetchImage } from "../fetch/fetch-image.ts";
import { booleanField, creatorField, metadataField } from "../fields.ts";
import { checkCustomId } from "../ids.ts";
import { receiveForm } from "../multipart.ts";
import { takeIn } from "../receive.ts";
import { ok, Refusal, type Reply } from "../replies.ts";
import type { ImageRow, NewImage } from "../store/images.ts";
import { unlessGone } from "../unless-gone.ts";
import { jsonBody } from "./body.ts";
import { imageResult } from "./image-result.ts";
import type { ApiCall } from "./router.ts";

export const notFound = () => new Refusal(404, 5404, "Image not found");
export const privateCustomId = () =>
  new Refusal(400, 5410, "Bad request: an image with a custom ID cannot require signed URLs");

const show = async (standIn: StandIn, row: ImageRow): Promise<Reply> =>
  ok(imageResult(standIn, row, await standIn.store.variants.all()));

/** The fields an upload and a direct-upload request share. */
export function newImage(standIn: StandIn, field: (name: string) => unknown): NewImage {
  const id = field("id");
  const requireSignedUrls = booleanField("requireSignedURLs", field("requireSignedURLs")) ?? false;
  if (id !== undefined && typeof id !== "string") throw new Refusal(400, 5411, "Image custom ID is invalid");
  const custom = id !== undefined;
  const name = custom ? checkCustomId(id, standIn.rules) : standIn.ids.next();
  if (custom && requireSignedUrls) throw privateCustomId();
  if (custom && standIn.faults.hides("gone", name)) throw new Refusal(409, 5409, "Resource already exists");
  return {
    id: name,
    custom,
    requireSignedUrls,
    meta: metadataField(field("metadata"), standIn.rules) ?? {},
    creator: creatorField(field("creator"), standIn.rules) ?? null,
  };
}

/** Refuses once the account holds what was paid for; what Cloudflare does then is not known. */
export async function assertRoom({ store, rules }: StandIn) {
  if (await store.images.full(rules.storageAllowed))
    throw new Refusal(
      403,
      5453,
      `Service limit reached: this account may hold ${rules.storageAllowed} images`,
    );
}

export async function createImage({ standIn, call }: ApiCall): Promise<Reply> {
  await assertRoom(standIn);
  const form = await receiveForm(call.request, standIn.store.files, standIn.rules);
  let { file } = form;
  const url = form.fields.get("url");
  try {
    if (file && url !== undefined) throw new Refusal(400, 5400, "Bad request: send either file or url");
    if (!file && url === undefined) throw new Refusal(400, 5400, "Bad request: a file or a url is required");
    const image = newImage(standIn, (name) => form.fields.get(name));
    // A name of our own is 128 random bits: nobody has it.
    if (image.custom && (await standIn.store.images.get(image.id)))
      throw new Refusal(409, 5409, "Resource already exists");
    if (url !== undefined) file = await fetchImage(url, standIn.store.files, standIn.fetching);
    if (!file) throw new Refusal(400, 5400, "Bad request: a file or a url is required");
    const row = await takeIn(standIn, file, (filename, stored) =>
      standIn.store.images.add(image, filename, stored, standIn.clock.now()),
    );
    if (!row) throw new Refusal(409, 5409, "Resource already exists");
    standIn.faults.born("image", row.id);
    return await show(standIn, row);
  } catch (error) {
    await file?.incoming.discard(); // nothing to do when the bytes were taken in already
    throw error;
  }
}

export async function getImage({ standIn, name }: ApiCall): Promise<Reply> {
  const row = await standIn.store.images.get(name);
  if (!row || standIn.faults.hides("image", name)) throw notFound();
  const slow = standIn.faults.hides("upload", name);
  return show(
    standIn,
    slow ? { ...row, filename: null, draft: true, expires: row.uploaded, file: null } : row,
  );
}

export async function patchImage({ standIn, call, name }: ApiCall): Promise<Reply> {
  const body = await jsonBody(call.request);
  const change = {
    meta: metadataField(body.metadata, standIn.rules),
    requireSignedUrls: booleanField("requireSignedURLs", body.requireSignedURLs),
    creator: creatorField(body.creator, standIn.rules),
  };
  const row = await standIn.store.images.get(name);
  if (!row) throw notFound();
  if (row.custom && change.requireSignedUrls) throw privateCustomId();
  const { requireSignedUrls: asked } = change;
  const turned = !row.draft && asked !== undefined && asked !== row.require_signed_urls;
  const renamed = turned && standIn.rules.patchedId === "new" ? standIn.ids.next() : null;
  const changed = await standIn.store.images.change(name, change, renamed);
  if (!changed) throw notFound();
  if (renamed !== null) standIn.faults.born("image", renamed);
  return show(standIn, changed);
}

export async function deleteImage({ standIn, name }: ApiCall): Promise<Reply> {
  const row = await standIn.store.images.remove(name);
  if (!row) throw notFound();
  if (row.custom) standIn.faults.born("gone", name);
  if (!row.draft) {
    standIn.renderer.forget(row.file);
    await standIn.store.files.remove(row.file); // the row went first: nobody can be sent here any more
  }
  return ok({});
}

/** The original, byte for byte. */
export async function imageBlob({ standIn, name }: ApiCall): Promise<Reply> {
  const row = await standIn.store.images.get(name);
  if (!row || row.draft) throw notFound();
  const body = await unlessGone(standIn, row, notFound, () => standIn.store.files.read(row.file, row));
  return {
    status: 200,
    headers: { "content-type": row.type, "cache-control": "no-store", "content-disposition": "attachment" },
    body,
  };
}

export async function imageStats({ standIn }: ApiCall): Promise<Reply> {
  return ok({
    count: { current: await standIn.store.images.count(), allowed: standIn.rules.storageAllowed },
  });
}
