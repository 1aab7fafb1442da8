import { ok, Refusal, type Reply } from "../replies.ts";
import type { ApiCall } from "./router.ts";

const named = (name: string) => {
  if (!/^[a-zA-Z0-9]{1,20}$/.test(name))
    throw new Refusal(400, 5400, "Bad request: a key name has 1 to 20 letters and digits");
  return name;
};

export const listKeys = async ({ standIn }: ApiCall): Promise<Reply> =>
  ok({ keys: await standIn.store.keys.all() });

export const putKey = async ({ standIn, name }: ApiCall): Promise<Reply> =>
  ok({ keys: await standIn.store.keys.put(named(name)) });

export const deleteKey = async ({ standIn, name }: ApiCall): Promise<Reply> =>
  ok({ keys: await standIn.store.keys.remove(named(name)) });
