import { ok, Refusal, type Reply } from "../replies.ts";
import type { ApiCall } from "./router.ts";

const named = (name: string) => {
  if (!/^[a-zA-Z0-9]{1,20}$/.test(name))
    throw new Refusal(400, 5400, "Bad request: a key name has 1 to 20 letters and digits");
  return name;
};

export const listKeys = async ({ standIn }: ApiCall): Promise<Reply> =>
  ok({ keys: (await standIn.store.keys.all()).filter(({ name }) => !standIn.faults.hides("key", name)) });

export async function putKey({ standIn, name }: ApiCall): Promise<Reply> {
  const keys = await standIn.store.keys.put(named(name));
  standIn.faults.born("key", name);
  return ok({ keys });
}

export const deleteKey = async ({ standIn, name }: ApiCall): Promise<Reply> =>
  ok({ keys: await standIn.store.keys.remove(named(name)) });
