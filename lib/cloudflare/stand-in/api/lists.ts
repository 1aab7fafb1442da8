import { ok, Refusal, type Reply } from "../replies.ts";
import type { ListQuery } from "../store/lists.ts";
import { isFilter, parseFilters } from "./filters.ts";
import { imageResult } from "./image-result.ts";
import type { ApiCall } from "./router.ts";

const bad = (message: string) => new Refusal(400, 5400, `Bad request: ${message}`);

function whole(params: URLSearchParams, name: string, usual: number, least: number, most: number): number {
  const text = params.get(name);
  if (text === null || text === "") return usual;
  const n = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(n >= least && n <= most)) throw bad(`${name} must be between ${least} and ${most}`);
  return n;
}

async function page({ standIn }: ApiCall, query: ListQuery) {
  const rows = await standIn.store.list({ ...query, limit: query.limit + 1 });
  const variants = await standIn.store.variants.all();
  const shown = rows.slice(0, query.limit);
  const { faults } = standIn;
  const seen = shown.filter((row) => !faults.hides("image", row.id) && !faults.hides("upload", row.id));
  return {
    more: rows.length > query.limit,
    last: shown.at(-1),
    images: seen.map((row) => imageResult(standIn, row, variants)),
  };
}

/** `GET images/v1`: numbered pages, newest first. */
export async function listV1(api: ApiCall): Promise<Reply> {
  const params = new URLSearchParams(api.call.query ?? "");
  const { rules } = api.standIn;
  const limit = Math.min(
    rules.v1PageHolds,
    whole(params, "per_page", 1000, rules.leastPerPage, rules.mostPerPage),
  );
  const offset = (whole(params, "page", 1, 1, 1_000_000) - 1) * limit;
  const { images } = await page(api, {
    order: "desc",
    limit,
    offset,
    creator: params.get("creator") ?? undefined,
  });
  return ok({ images });
}

/** `GET images/v2`: continuation tokens, order, creator, metadata filters. */
export async function listV2(api: ApiCall): Promise<Reply> {
  const params = new URLSearchParams(api.call.query ?? "");
  const { rules } = api.standIn;
  for (const name of params.keys())
    if (!["continuation_token", "per_page", "sort_order", "creator"].includes(name) && !isFilter(name))
      throw bad(`unsupported parameter ${name.slice(0, 100)}`);
  const order = params.get("sort_order") || "desc";
  if (order !== "asc" && order !== "desc") throw bad("sort_order must be asc or desc");
  const limit = Math.min(
    rules.pageHolds,
    whole(params, "per_page", 1000, rules.leastPerPage, rules.mostPerPage),
  );
  const token = params.get("continuation_token");
  const { images, more, last } = await page(api, {
    order,
    limit,
    after: token ? positionOf(token, order) : undefined,
    creator: params.get("creator") ?? undefined,
    filters: parseFilters(params),
  });
  return ok({ images, continuation_token: more && last ? tokenFor(last.position, order) : null });
}

// Opaque to clients, at most 32 characters, and bound to its order: a token of the other order is refused.
const tokenFor = (position: string, order: string) =>
  Buffer.from(`${order}:${position}`).toString("base64url");

function positionOf(token: string, order: string): string {
  const [of, position = ""] = Buffer.from(token, "base64url").toString("latin1").split(":");
  if (token.length > 32 || of !== order || !/^\d{1,18}$/.test(position))
    throw bad("continuation_token is invalid");
  return position;
}
