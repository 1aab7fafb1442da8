import { z } from "zod";

// The answers of the API reference, written down strictly: a field too many fails like one too few.
// `variants` of an image, `meta` and the envelope are as seen in the field, where the reference disagrees.

const image = z.strictObject({
  id: z.string().min(1).max(1024),
  filename: z.string().max(255).nullable(),
  meta: z.record(z.string(), z.unknown()),
  uploaded: z.iso.datetime({ precision: 3 }),
  requireSignedURLs: z.boolean(),
  variants: z.array(z.url()),
  creator: z.string().max(1024).nullable(),
  draft: z.literal(true).optional(),
});
const keys = z.strictObject({
  keys: z
    .array(z.strictObject({ name: z.string().regex(/^[a-zA-Z0-9]{1,20}$/), value: z.string().min(20) }))
    .min(1),
});
const side = z.number().int().min(1).max(9999).optional();
const ttl = z.number().int().min(3600).max(31_536_000);
const variant = z.strictObject({
  id: z.string().regex(/^[a-zA-Z0-9]{1,99}$/),
  options: z.strictObject({
    fit: z.enum(["scale-down", "contain", "cover", "crop", "pad"]),
    width: side,
    height: side,
    metadata: z.enum(["keep", "copyright", "none"]),
    browser_ttl: ttl.optional(),
  }),
  neverRequireSignedURLs: z.boolean(),
});
const upload = z.strictObject({ id: z.string(), uploadURL: z.url() });
const config = z.strictObject({
  flexible_variants: z.boolean(),
  browser_ttl: ttl.nullable(),
  preserve_content_credentials: z.boolean(),
});

/** Result by method and path below `…/images/`; first match wins. */
const results: [RegExp, z.ZodType][] = [
  [/^GET v1$/, z.strictObject({ images: z.array(image) })],
  [/^GET v2$/, z.strictObject({ images: z.array(image), continuation_token: z.string().max(32).nullable() })],
  [/^POST v[12]\/direct_upload$/, upload],
  [
    /^GET v1\/stats$/,
    z.strictObject({ count: z.strictObject({ current: z.number().int(), allowed: z.number().int() }) }),
  ],
  [/^(?:GET|PATCH) v1\/config$/, config],
  [
    /^GET v1\/batch_token$/,
    z.strictObject({ token: z.string(), expiresAt: z.string().regex(/T.*\.\d{9}Z$/) }),
  ],
  [/^(?:GET|PUT|DELETE) v1\/keys(?:\/|$)/, keys],
  [/^GET v1\/variants$/, z.strictObject({ variants: z.record(z.string(), variant) })],
  [/^GET v1\/variants\/[^/]+\/flat$/, variant],
  [/^DELETE /, z.strictObject({})],
  [/^(?:POST|GET|PATCH) v1\/variants/, z.strictObject({ variant })],
  [/^(?:POST|GET|PATCH) v1(?:\/[^/]+)?$/, image],
];
const success = z.strictObject({
  result: z.unknown(),
  success: z.literal(true),
  errors: z.tuple([]),
  messages: z.tuple([]),
});
const failure = z.strictObject({
  result: z.null(),
  success: z.literal(false),
  errors: z.array(z.strictObject({ code: z.number().int().min(1000), message: z.string().min(1) })).min(1),
  messages: z.tuple([]),
});

/** Throws when an answer of the API does not look as documented. */
export function checkAnswer(method: string, path: string, status: number, body: unknown): void {
  if (status !== 200) {
    z.object({ status: z.number().min(400).max(599) }).parse({ status });
    failure.parse(body);
    return;
  }
  const { result } = success.parse(body);
  const route = `${method} ${path.split("?")[0]}`;
  const [, schema] = results.find(([pattern]) => pattern.test(route)) ?? [];
  if (!schema) throw new Error(`No schema is written down for ${route}`);
  schema.parse(result);
}
