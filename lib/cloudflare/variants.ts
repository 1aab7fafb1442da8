import { segment, type Transport, unlessMissing } from "@/lib/cloudflare/transport";
import {
  nothingSchema,
  type RemoteVariant,
  toVariant,
  variantSchema,
  variantsSchema,
} from "@/lib/cloudflare/wire";

/** The calls about variants; part of `createCloudflareImages`. */
export function variantCalls({ call }: Transport) {
  const pathOf = (id: string) => `v1/variants/${segment(id)}`;

  async function listVariants(): Promise<RemoteVariant[]> {
    const { result } = await call({ method: "GET", path: "v1/variants", schema: variantsSchema });
    return Object.values(result.variants).map(toVariant);
  }

  async function getVariant(id: string): Promise<RemoteVariant | null> {
    const got = await unlessMissing(call({ method: "GET", path: pathOf(id), schema: variantSchema }));
    return got && toVariant(got.result.variant);
  }

  async function createVariant(variant: RemoteVariant): Promise<RemoteVariant> {
    const body = { id: variant.id, ...switches(variant), options: options(variant) };
    const { result } = await call({ method: "POST", path: "v1/variants", body, schema: variantSchema });
    return toVariant(result.variant);
  }

  /** Replaces size and switch; options that Darkroom does not know (blur, browser_ttl) stay as they are. */
  async function updateVariant(variant: RemoteVariant): Promise<RemoteVariant> {
    const path = pathOf(variant.id);
    const before = (await call({ method: "GET", path, schema: variantSchema })).result.variant;
    const body = { ...switches(variant), options: { ...before.options, ...options(variant) } };
    const { result } = await call({ method: "PATCH", path, body, schema: variantSchema, repeatable: true });
    return toVariant(result.variant);
  }

  /** `public` answers "deleted" and stays: read it back before believing. */
  async function deleteVariant(id: string): Promise<"deleted" | "absent"> {
    const to = { method: "DELETE", path: pathOf(id), repeatable: true } as const;
    return (await unlessMissing(call({ ...to, schema: nothingSchema }))) ? "deleted" : "absent";
  }

  return { listVariants, getVariant, createVariant, updateVariant, deleteVariant };
}

const switches = ({ alwaysPublic }: RemoteVariant) => ({ neverRequireSignedURLs: alwaysPublic });
const options = ({ fit, width, height, metadata }: RemoteVariant) => ({
  fit,
  ...(width !== null && { width }),
  ...(height !== null && { height }),
  metadata,
});
