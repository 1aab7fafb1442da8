import { downloadOriginal } from "@/lib/cloudflare/download";
import { keyCalls } from "@/lib/cloudflare/keys";
import {
  createTransport,
  imageSegment,
  type TransportConfig,
  unlessMissing,
} from "@/lib/cloudflare/transport";
import { variantCalls } from "@/lib/cloudflare/variants";
import {
  directUploadSchema,
  imageListSchema,
  imageSchema,
  nothingSchema,
  type RemoteImage,
  statsSchema,
} from "@/lib/cloudflare/wire";
import { AppError } from "@/lib/errors";

export type CloudflareConfig = TransportConfig & { accountHash: string; uploadUrl: string };
export type CloudflareImages = ReturnType<typeof createCloudflareImages>;
export type { RemoteImage, RemoteVariant } from "@/lib/cloudflare/wire";

export const maxMetadataBytes = 1024;
/** A page of 1,000 images, each naming up to 100 variant addresses. */
const listBytes = 20 * 1024 * 1024;

/**
 * The calls that Darkroom makes. Each throws AppError: UPSTREAM (nothing happened), UNKNOWN_OUTCOME (it may
 * have), LIMIT (wait, or the plan is full), CONFIG (token, plan or a setting), NOT_FOUND, CONFLICT.
 */
export function createCloudflareImages(config: CloudflareConfig) {
  const transport = createTransport(config);
  const { call } = transport;

  /** Asks for a one-time upload URL. Never repeated: a lost answer leaves a draft that dies by itself. */
  async function createDirectUpload(options: {
    requireSignedURLs: boolean;
    metadata: Record<string, string>;
    /** 2 minutes to 6 hours from now. */
    expiresAt: Date;
  }): Promise<{ id: string; uploadUrl: string }> {
    const metadata = JSON.stringify(options.metadata);
    if (Buffer.byteLength(metadata) > maxMetadataBytes)
      throw new AppError("INVALID", "What is stored with an image must stay under 1,024 bytes. Shorten it.");
    const body = new FormData();
    body.set("requireSignedURLs", String(options.requireSignedURLs));
    body.set("metadata", metadata);
    body.set("expiry", options.expiresAt.toISOString());
    const { result } = await call({
      method: "POST",
      path: "v2/direct_upload",
      body,
      schema: directUploadSchema,
    });
    assertUploadUrl(result.uploadURL, config);
    return { id: result.id, uploadUrl: result.uploadURL };
  }

  /** The image, drafts included; null only when Cloudflare itself says that it is not there. */
  async function getImage(id: string): Promise<RemoteImage | null> {
    const asked = call({ method: "GET", path: `v1/${imageSegment(id)}`, schema: imageSchema });
    return (await unlessMissing(asked))?.result ?? null;
  }

  /** One page, newest first; drafts are never in it. `perPage` 10 to 1,000. `odd`: described in no form that we know. */
  async function listImages({
    continuationToken,
    perPage,
  }: {
    continuationToken?: string | null;
    perPage: number;
  }) {
    const query = new URLSearchParams({ per_page: String(perPage) });
    if (continuationToken) query.set("continuation_token", continuationToken);
    const { result } = await call({
      method: "GET",
      path: `v2?${query}`,
      schema: imageListSchema,
      maxBytes: listBytes,
    });
    const { images, odd } = result.images;
    return { images, odd, continuationToken: result.continuation_token || null };
  }

  /** Sets the flag and answers the image as it is then. Adopt its `id`: the docs allow it to change. */
  async function setPrivacy(id: string, requireSignedURLs: boolean): Promise<RemoteImage> {
    const to = {
      method: "PATCH",
      path: `v1/${imageSegment(id)}`,
      body: { requireSignedURLs },
      repeatable: true,
    } as const;
    return (await call({ ...to, schema: imageSchema })).result;
  }

  /** Gone either way; `absent` when it was gone before. */
  async function deleteImage(id: string): Promise<"deleted" | "absent"> {
    const to = { method: "DELETE", path: `v1/${imageSegment(id)}`, repeatable: true } as const;
    return (await unlessMissing(call({ ...to, schema: nothingSchema }))) ? "deleted" : "absent";
  }

  /** Stored images and how many the plan allows; `serverTime` is Cloudflare's clock when it answered. */
  async function stats(): Promise<{ current: number; allowed: number; serverTime: Date | null }> {
    const { result, serverTime } = await call({ method: "GET", path: "v1/stats", schema: statsSchema });
    return { ...result.count, serverTime };
  }

  return {
    createDirectUpload,
    getImage,
    listImages,
    setPrivacy,
    deleteImage,
    downloadOriginal: (id: string) => downloadOriginal(transport, `v1/${imageSegment(id)}/blob`),
    ...keyCalls(transport),
    ...variantCalls(transport),
    stats,
  };
}

/** The browser will post a private picture there: only the host that we were told of, and only our account. */
function assertUploadUrl(url: string, { uploadUrl, accountHash }: CloudflareConfig): void {
  const { origin, pathname } = new URL(url);
  if (origin !== new URL(uploadUrl).origin)
    throw new AppError(
      "CONFIG",
      "Cloudflare named another upload host than CLOUDFLARE_UPLOAD_URL. Nothing was uploaded. Ask whoever runs Darkroom to correct that setting.",
    );
  const [hash, id] = pathname.split("/").slice(1);
  if (id !== undefined && hash !== accountHash)
    throw new AppError(
      "CONFIG",
      "CLOUDFLARE_ACCOUNT_HASH is not the hash of this account. Nothing was uploaded. Ask whoever runs Darkroom to copy it from the Cloudflare dashboard, Images, Developer resources.",
    );
}
