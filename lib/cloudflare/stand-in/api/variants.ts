import { fits } from "../decoder/options.ts";
import { booleanField } from "../fields.ts";
import { ok, Refusal, type Reply } from "../replies.ts";
import type { Rules } from "../rules.ts";
import type { Variant, VariantOptions } from "../store/variants.ts";
import { jsonBody } from "./body.ts";
import type { ApiCall } from "./router.ts";

const bad = (message: string) => new Refusal(400, 5400, message);
const missing = () => new Refusal(404, 5401, "Variant name not found");

function named(id: unknown): string {
  if (typeof id !== "string" || !/^[a-zA-Z0-9]{1,99}$/.test(id)) throw bad("Variant name not allowed");
  return id;
}

const metadataModes = ["keep", "copyright", "none"] as const;

function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[], usual: T): T {
  if (value === undefined) return usual;
  const found = allowed.find((item) => item === value);
  if (!found) throw bad(`Bad request: ${name} must be one of ${allowed.join(", ")}`);
  return found;
}

function whole(name: string, value: unknown, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw bad(`Bad request: ${name} must be a whole number between ${least} and ${most}`);
  return value;
}

function optionsOf(value: unknown, rules: Rules): VariantOptions {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw bad("Bad request: options are required");
  const { fit, width, height, metadata, browser_ttl, ...rest } = value as Record<string, unknown>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw bad(`Bad request: unsupported option ${unknown.slice(0, 50)}`);
  if (width === undefined && height === undefined) throw bad("Bad request: width or height is required");
  const options: VariantOptions = {
    fit: oneOf("fit", fit, fits, "scale-down"),
    width: whole("width", width, 1, rules.maxVariantSide),
    height: whole("height", height, 1, rules.maxVariantSide),
    metadata: oneOf("metadata", metadata, metadataModes, "none"),
    browser_ttl: whole("browser_ttl", browser_ttl, 3600, 31_536_000),
  };
  return JSON.parse(JSON.stringify(options)) as VariantOptions; // without the absent ones
}

export async function listVariants({ standIn }: ApiCall): Promise<Reply> {
  const all = [...(await standIn.store.variants.all())];
  return ok({ variants: Object.fromEntries(all.filter(([id]) => !standIn.faults.hides("variant", id))) });
}

export async function createVariant({ standIn, call }: ApiCall): Promise<Reply> {
  const body = await jsonBody(call.request);
  const variant: Variant = {
    id: named(body.id),
    options: optionsOf(body.options, standIn.rules),
    neverRequireSignedURLs: booleanField("neverRequireSignedURLs", body.neverRequireSignedURLs) ?? false,
  };
  await standIn.store.variants.add(variant);
  standIn.faults.born("variant", variant.id);
  return ok({ variant });
}

async function find({ standIn, name }: ApiCall): Promise<Variant> {
  const variant = (await standIn.store.variants.all()).get(named(name));
  if (!variant || standIn.faults.hides("variant", name)) throw missing();
  return variant;
}

export const getVariant = async (api: ApiCall): Promise<Reply> => ok({ variant: await find(api) });
export const getFlatVariant = async (api: ApiCall): Promise<Reply> => ok(await find(api));

/** Options are replaced as a whole; the public switch stays as it is when it is not mentioned. */
export async function patchVariant(api: ApiCall): Promise<Reply> {
  const { standIn, call, name } = api;
  const body = await jsonBody(call.request);
  const never = booleanField("neverRequireSignedURLs", body.neverRequireSignedURLs);
  const options = optionsOf(body.options, standIn.rules);
  if (!(await standIn.store.variants.change(named(name), options, never))) throw missing();
  return ok({ variant: await find(api) });
}

/** `public` cannot be deleted: Cloudflare answers 200 and keeps it. */
export async function deleteVariant({ standIn, name }: ApiCall): Promise<Reply> {
  if (named(name) !== "public" && !(await standIn.store.variants.remove(name))) throw missing();
  return ok({});
}
