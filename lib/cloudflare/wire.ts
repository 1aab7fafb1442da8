import { z } from "zod";
import { plain, type Refusal } from "@/lib/cloudflare/refusals";

/** An image as Cloudflare describes it. `draft`: its one-time URL was given out and nothing has arrived yet. */
export type RemoteImage = {
  id: string;
  filename: string | null;
  uploaded: Date | null;
  requireSignedURLs: boolean;
  draft: boolean;
  meta: Record<string, unknown>;
};

export type RemoteVariant = {
  id: string;
  fit: string;
  width: number | null;
  height: number | null;
  metadata: string;
  alwaysPublic: boolean;
};

const envelope = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.number().int().catch(0), message: z.string().catch("") })).catch([]),
  result: z.unknown(),
});

type Read =
  | { kind: "result"; result: unknown }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "odd"; why: string };

/** Understands both of Cloudflare's forms: the JSON envelope, and `ERROR <code>: <message>` as plain text. */
export function readAnswer(status: number, text: string): Read {
  const parsed = envelope.safeParse(parseJson(text));
  if (parsed.success) {
    const { success, errors, result } = parsed.data;
    if (success && status < 300) return { kind: "result", result };
    const [first] = errors;
    return {
      kind: "refused",
      refusal: { status, code: first?.code ?? 0, text: plain(first?.message ?? "") },
    };
  }
  const [, code, message] = /^ERROR (\d{1,6}): ?(.*)$/s.exec(text.trim()) ?? [];
  if (code) return { kind: "refused", refusal: { status, code: Number(code), text: plain(message ?? "") } };
  if (status >= 400) return { kind: "refused", refusal: { status, code: 0, text: "" } };
  return { kind: "odd", why: `status ${status} without an envelope` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const imageSchema = z
  .object({
    id: z.string().min(1).max(1024),
    filename: z.string().nullish(),
    uploaded: z.coerce.date().nullish().catch(null),
    requireSignedURLs: z.boolean(),
    draft: z.boolean().optional(),
    meta: z.record(z.string(), z.unknown()).nullish().catch({}),
  })
  .transform(
    (image): RemoteImage => ({
      id: image.id,
      filename: image.filename?.slice(0, 255) ?? null,
      uploaded: image.uploaded ?? null,
      requireSignedURLs: image.requireSignedURLs,
      draft: image.draft === true,
      meta: image.meta ?? {},
    }),
  );

export const imageListSchema = z.object({
  /** One by one: an image that is not as it should be is left out and counted, and asked about by itself. */
  images: z.array(z.unknown()).transform((list) => {
    const images = list.flatMap((one) => imageSchema.safeParse(one).data ?? []);
    return { images, odd: list.length - images.length };
  }),
  continuation_token: z.string().max(1024).nullish(),
});

export const directUploadSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  uploadURL: z.url({ protocol: /^https?$/ }),
});

export const keysSchema = z.object({
  keys: z.array(z.object({ name: z.string().min(1).max(20), value: z.string().min(1).max(512) })),
});

export const statsSchema = z.object({ count: z.object({ current: z.number(), allowed: z.number() }) });
export const nothingSchema = z.unknown();

const side = z.number().int().nullish().catch(null);
/** As on the wire; `options` is kept whole, so that an edit does not drop settings that we do not know. */
const wireVariant = z.object({
  id: z.string().min(1).max(99),
  options: z
    .looseObject({
      fit: z.string().max(20).optional(),
      width: side,
      height: side,
      metadata: z.string().max(20).optional(),
    })
    .nullish(),
  neverRequireSignedURLs: z.boolean().nullish(),
});
export type WireVariant = z.output<typeof wireVariant>;

export const variantsSchema = z.object({ variants: z.record(z.string(), wireVariant) });
export const variantSchema = z.object({ variant: wireVariant });

/** Options that Cloudflare left out are shown as its own defaults. */
export function toVariant({ id, options, neverRequireSignedURLs }: WireVariant): RemoteVariant {
  return {
    id,
    fit: options?.fit ?? "scale-down",
    width: options?.width ?? null,
    height: options?.height ?? null,
    metadata: options?.metadata ?? "copyright",
    alwaysPublic: neverRequireSignedURLs === true,
  };
}
