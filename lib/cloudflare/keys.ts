import { KeyMaterial } from "@/lib/cloudflare/key-material";
import { segment, type Transport, unlessMissing } from "@/lib/cloudflare/transport";
import { keysSchema, nothingSchema } from "@/lib/cloudflare/wire";
import { AppError } from "@/lib/errors";

const path = "v1/keys";

/** What is asked about signing keys. Values come back hidden, for the server's memory only. */
export function keyCalls({ call }: Transport) {
  /** The account's signing keys in Cloudflare's order. */
  async function listKeys(): Promise<KeyMaterial[]> {
    const { result } = await call({ method: "GET", path, schema: keysSchema });
    return result.keys.map(({ name, value }) => new KeyMaterial(name, value));
  }

  /**
   * Adds a key. Asking for a name that exists gives it a new value and kills every link signed with the old one, so
   * the names are read first, and the request is never repeated. Throws CONFLICT when the name is taken.
   */
  async function createKey(name: string): Promise<void> {
    if ((await listKeys()).some((key) => key.name === name))
      throw new AppError(
        "CONFLICT",
        `The account has a key named ${name} already. Nothing was changed; choose another name.`,
      );
    await call({ method: "PUT", path: `${path}/${segment(name)}`, schema: nothingSchema });
  }

  /** Gone either way. Refuses to ask for the last one: Cloudflare would replace it, or not, by a key of its own. */
  async function deleteKey(name: string): Promise<"deleted" | "absent"> {
    const keys = await listKeys();
    if (!keys.some((key) => key.name === name)) return "absent";
    if (keys.length < 2)
      throw new AppError(
        "CONFLICT",
        "It is the account's last signing key. Nothing was changed; add another one first.",
      );
    const to = { method: "DELETE", path: `${path}/${segment(name)}`, repeatable: true } as const;
    return (await unlessMissing(call({ ...to, schema: nothingSchema }))) ? "deleted" : "absent";
  }

  return { listKeys, createKey, deleteKey };
}
