// Our client against the stand-in, or, with CLOUDFLARE_CONTRACT=live and the CLOUDFLARE_* of a throwaway account
// in the environment, against Cloudflare itself: whatever fails then is a difference to write down.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchPicture, probe } from "./delivery";
import { createCloudflareImages } from "./images";
import { signDeliveryUrl, unsignedDeliveryUrl } from "./signed-url";
import { imageForm, picture, withStandIn } from "./stand-in/testing";

const live = process.env.CLOUDFLARE_CONTRACT === "live";
const config = {
  apiUrl: process.env.CLOUDFLARE_API_URL ?? "https://api.cloudflare.com/client/v4",
  uploadUrl: process.env.CLOUDFLARE_UPLOAD_URL ?? "https://upload.imagedelivery.net",
  accountId: process.env.CLOUDFLARE_ACCOUNT_ID ?? "",
  accountHash: process.env.CLOUDFLARE_ACCOUNT_HASH ?? "",
  token: process.env.CLOUDFLARE_API_TOKEN ?? "",
  now: () => new Date(),
};
let baseUrl = process.env.CLOUDFLARE_DELIVERY_URL ?? "https://imagedelivery.net";
let close = async () => {};
const made: string[] = [];
const variant = { id: "darkroomcontract", fit: "scale-down", width: 64, height: 64, metadata: "none" };
const api = () => createCloudflareImages(config);

beforeAll(async () => {
  if (live) return;
  const standIn = await withStandIn();
  const { accountId, accountHash, token, url } = standIn;
  Object.assign(config, { accountId, accountHash, token, apiUrl: `${url}/client/v4`, uploadUrl: url });
  baseUrl = url;
  close = () => standIn.close();
});
afterAll(async () => {
  for (const id of made) await api().deleteImage(id);
  await api().deleteVariant(variant.id);
  await close();
});

async function draft(requireSignedURLs = true) {
  const expiresAt = new Date(Date.now() + 600_000);
  const ticket = await api().createDirectUpload({
    requireSignedURLs,
    metadata: { by: "contract" },
    expiresAt,
  });
  made.push(ticket.id);
  return ticket;
}
async function upload(requireSignedURLs = true) {
  const { id, uploadUrl } = await draft(requireSignedURLs);
  const response = await fetch(uploadUrl, { method: "POST", body: imageForm(await picture()) });
  expect(response.status).toBe(200);
  return id;
}
const address = (imageId: string, variantId: string) => ({
  baseUrl,
  accountHash: config.accountHash,
  imageId,
  variantId,
});
async function sign(imageId: string, variantId: string, seconds = 600) {
  const [key] = await api().listKeys();
  const expiresAt = new Date(Date.now() + seconds * 1000);
  return signDeliveryUrl({ ...address(imageId, variantId), expiresAt, key: key?.value ?? "" });
}

describe("a private upload", () => {
  test("is a draft, then an image; the flag and the metadata are what was asked for", async () => {
    const { id, uploadUrl } = await draft();
    expect(await api().getImage(id)).toMatchObject({
      id,
      draft: true,
      filename: null,
      requireSignedURLs: true,
    });
    await fetch(uploadUrl, { method: "POST", body: imageForm(await picture()) });
    const image = await api().getImage(id);
    expect(image).toMatchObject({ draft: false, filename: "a.jpg", requireSignedURLs: true });
    expect(image?.meta).toEqual({ by: "contract" });
    expect(image?.uploaded).toBeInstanceOf(Date);
  });
  test("takes one file only", async () => {
    const { uploadUrl } = await draft();
    const post = async () =>
      (await fetch(uploadUrl, { method: "POST", body: imageForm(await picture()) })).status;
    expect(await post()).toBe(200);
    expect(await post()).toBeGreaterThanOrEqual(400);
  });
  test("is refused unsigned, served signed, refused altered or late", async () => {
    const id = await upload();
    expect(await probe(unsignedDeliveryUrl(address(id, "public")))).toBe("refused");
    const url = await sign(id, "public");
    const served = await fetchPicture(url, { accept: "image/webp", maxBytes: 1e6 });
    expect(served.contentType).toBe("image/webp");
    expect(await probe(url.replace(/.$/, (c) => (c === "0" ? "1" : "0")))).toBe("refused");
    expect(await probe(await sign(id, "public", -5))).toBe("refused");
    await expect(fetchPicture(url, { accept: "image/*", maxBytes: 10 })).rejects.toMatchObject({
      code: "UPSTREAM",
    });
  });
  test("hands back its original, byte for byte", async () => {
    const id = await upload();
    const { body, contentType } = await api().downloadOriginal(id);
    const bytes = Buffer.from(await new Response(body).arrayBuffer());
    expect(contentType).toBe("image/jpeg");
    expect(bytes.equals(await picture())).toBe(true);
    await expect(api().downloadOriginal(crypto.randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test("privacy goes both ways, and delivery follows", async () => {
  const id = await upload();
  expect(await api().setPrivacy(id, false)).toMatchObject({ id, requireSignedURLs: false });
  expect(await probe(unsignedDeliveryUrl(address(id, "public")))).toBe("served");
  expect(await api().setPrivacy(id, true)).toMatchObject({ id, requireSignedURLs: true });
  expect(await probe(unsignedDeliveryUrl(address(id, "public")))).toBe("refused");
  await expect(api().setPrivacy(crypto.randomUUID(), true)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a probe believes only a refusal of this image", async () => {
  const id = await upload();
  expect(await probe(unsignedDeliveryUrl(address(id, "nosuchvariant")))).toBe("unreachable");
  expect(await probe(unsignedDeliveryUrl({ ...address(id, "public"), accountHash: "wrong" }))).toBe(
    "unreachable",
  );
  expect(await probe(unsignedDeliveryUrl(address(crypto.randomUUID(), "public")))).toBe("unreachable");
  expect(await probe("http://127.0.0.1:1/a/b/c")).toBe("unreachable");
});

test("lists hold images and no drafts, page by page", async () => {
  const { id: unused } = await draft();
  const wanted = [await upload(), await upload(false)];
  const found = new Map<string, boolean>();
  let continuationToken: string | null = null;
  do {
    const page: Awaited<ReturnType<ReturnType<typeof api>["listImages"]>> = await api().listImages({
      continuationToken,
      perPage: 10,
    });
    for (const image of page.images) found.set(image.id, image.requireSignedURLs);
    continuationToken = page.continuationToken;
  } while (continuationToken);
  expect(wanted.map((id) => found.get(id))).toEqual([true, false]);
  expect(found.has(unused)).toBe(false);
});

test("deleting twice is deleting once", async () => {
  const id = await upload();
  expect(await api().deleteImage(id)).toBe("deleted");
  expect(await api().getImage(id)).toBeNull();
  expect(await api().deleteImage(id)).toBe("absent");
});

test("a variant is made, opened for private images, changed, closed and removed", async () => {
  const id = await upload();
  const url = unsignedDeliveryUrl(address(id, variant.id));
  expect(await api().createVariant({ ...variant, alwaysPublic: false })).toEqual({
    ...variant,
    alwaysPublic: false,
  });
  await expect(api().createVariant({ ...variant, alwaysPublic: false })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  expect(await probe(url)).toBe("refused");
  expect((await api().updateVariant({ ...variant, width: 32, alwaysPublic: true })).width).toBe(32);
  expect(await probe(url)).toBe("served");
  expect(await api().getVariant(variant.id)).toEqual({ ...variant, width: 32, alwaysPublic: true });
  expect((await api().listVariants()).map((item) => item.id)).toContain(variant.id);
  await api().updateVariant({ ...variant, alwaysPublic: false });
  expect(await probe(url)).toBe("refused");
  expect(await api().deleteVariant(variant.id)).toBe("deleted");
  expect(await api().getVariant(variant.id)).toBeNull();
  expect(await api().deleteVariant(variant.id)).toBe("absent");
});

test("the variant public answers its deletion and stays", async () => {
  await api().deleteVariant("public");
  expect(await api().getVariant("public")).not.toBeNull();
});

test("numbers and time of the account", async () => {
  const { current, allowed, serverTime } = await api().stats();
  expect(current).toBeLessThanOrEqual(allowed);
  expect(Math.abs((serverTime?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
});

test("a wrong token is the setting's fault", async () => {
  const wrong = createCloudflareImages({ ...config, token: "not-the-token" });
  await expect(wrong.stats()).rejects.toMatchObject({ code: "CONFIG" });
});

describe("signing keys", () => {
  const name = "darkroomcontract";
  test("one is added once, signs, and stops what it signed when it goes; a taken name and the last key are refused", async () => {
    const id = await upload();
    await api().createKey(name);
    await expect(api().createKey(name)).rejects.toMatchObject({ code: "CONFLICT" });
    const key = (await api().listKeys()).find((one) => one.name === name);
    const expiresAt = new Date(Date.now() + 600_000);
    const url = signDeliveryUrl({ ...address(id, "public"), expiresAt, key: key?.value ?? "" });
    expect(await probe(url)).toBe("served");
    expect(await api().deleteKey(name)).toBe("deleted");
    expect(await api().deleteKey(name)).toBe("absent");
    expect(await probe(url)).toBe("refused");
    const left = await api().listKeys();
    if (left.length === 1)
      await expect(api().deleteKey(left[0]?.name ?? "")).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
