// Test helper: the second half of what contract.test.ts observes.
import { keysOf, type Side, verdict } from "./contract-sides.ts";
import { imageForm, picture } from "./testing.ts";

/** The rest of the surface: uploads with a token, ids, blobs, lists, variants, keys, batch, settings. */
export async function observeMore(side: Side): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  const bytes = await picture(200, 100);
  const made: string[] = [];
  const variants: string[] = [];
  const keys: string[] = [];
  const post = async (fields: Record<string, string>, file?: Buffer) => {
    const form = file ? imageForm(file, fields) : new FormData();
    if (!file) for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const answer = await side.api("POST", "v1", form);
    if (answer.status === 200) made.push(String(answer.result.id));
    return answer;
  };
  const settings = await side.api("GET", "v1/config");
  try {
    const custom = `contract/${Date.now()}.jpg`;
    const first = await post({ id: custom, metadata: '{"a":1}' }, bytes);
    seen["upload by file"] = `${verdict(first)} ${keysOf(first.result)}`;
    const at = encodeURIComponent(custom);
    seen["a custom id"] =
      `same ${first.result.id === custom}, read back ${verdict(await side.api("GET", `v1/${at}`))}`;
    seen["the same custom id"] = verdict(await post({ id: custom }, bytes));
    seen["an id like a UUID"] = verdict(await post({ id: "2cdc28f0-017a-49c4-9ed7-87056c839010" }, bytes));
    seen["an id like a page"] = verdict(await post({ id: `contract/${Date.now()}.html` }, bytes));
    seen["an id with an edge slash"] = verdict(await post({ id: "/contract" }, bytes));
    seen["a private custom upload"] = verdict(
      await post({ id: `p${custom}`, requireSignedURLs: "true" }, bytes),
    );
    seen["text in the field file"] = verdict(await post({ file: "aGVsbG8=" }));
    seen["neither file nor url"] = verdict(await post({}));
    seen["file and url"] = verdict(await post({ url: "https://example.com/a.jpg" }, bytes));
    seen["by an inside url"] = verdict(await post({ url: "http://127.0.0.1/a.jpg" }));
    seen["by a url of the delivery host"] = verdict(
      await post({ url: "https://imagedelivery.net/a/b/public" }),
    );
    const blob = await side.blob(at);
    seen["the blob"] = `${blob.type} same ${blob.bytes.equals(bytes)}`;
    seen["a missing blob"] = verdict(await side.api("GET", "v1/2cdc28f0-017a-49c4-9ed7-87056c839010/blob"));
    seen["v1 list"] = keysOf((await side.api("GET", "v1?page=1&per_page=10")).result);
    seen["v1 list, page of one"] = verdict(await side.api("GET", "v1?per_page=1"));
    const replaced = await side.api("PATCH", `v1/${at}`, { metadata: { b: 2 }, creator: "contract" });
    seen["metadata replaced"] = `${verdict(replaced)} ${JSON.stringify(replaced.result.meta)}`;

    const options = { fit: "cover", width: 20, height: 20, metadata: "none" };
    const variant = async (id: string, given: object = options) => {
      const answer = await side.api("POST", "v1/variants", { id, options: given });
      if (answer.status === 200) variants.push(id);
      return verdict(answer);
    };
    seen["a variant"] = await variant("contractA");
    seen["the same variant"] = await variant("contractA");
    seen["variant with a hyphen"] = await variant("contract-B");
    seen["variant with an underscore"] = await variant("contract_C");
    seen["variant of 9,999"] = await variant("contractD", { ...options, width: 9999 });
    seen["variant of 10,000"] = await variant("contractE", { ...options, width: 10_000 });
    seen["variant with a width alone"] = await variant("contractF", { width: 20 });
    const wider = { options: { ...options, width: 30 }, neverRequireSignedURLs: true };
    const patched = await side.api("PATCH", "v1/variants/contractA", wider);
    seen["variant changed"] = `${verdict(patched)} ${keysOf(patched.result)}`;
    seen["variant change without options"] = verdict(
      await side.api("PATCH", "v1/variants/contractA", { neverRequireSignedURLs: true }),
    );

    const put = async (name: string) => {
      const answer = await side.api("PUT", `v1/keys/${name}`);
      if (answer.status === 200 && !keys.includes(name)) keys.push(name);
      const list = (answer.result.keys ?? []) as { name: string; value: string }[];
      return { verdict: verdict(answer), value: list.find((key) => key.name === name)?.value };
    };
    const [once, twice] = [await put("contractOne"), await put("contractOne")];
    seen["a second key"] = once.verdict;
    seen["the second key again"] = `${twice.verdict} same value ${once.value === twice.value}`;
    seen["a third key"] = (await put("contractTwo")).verdict;
    seen["a key with a hyphen"] = (await put("contract-3")).verdict;

    const { token } = (await side.api("GET", "v1/batch_token")).result;
    seen["batch, list"] = String(await side.batch("v2?per_page=10", String(token)));
    seen["batch, bad token"] = String(await side.batch("v2?per_page=10", "nonsense"));
    seen["batch, keys"] = String(await side.batch("v1/keys", String(token)));
    seen["e-mail and key"] = String(await side.pair("v1/stats"));

    seen["settings changed"] = verdict(await side.api("PATCH", "v1/config", { flexible_variants: true }));
    const json = `/${side.hash}/${custom}/w=20,format=json`;
    const facts = await side.plain(side.delivery(json));
    const told = (await facts.json().catch(() => ({}))) as { original?: object };
    seen["format=json"] = `${facts.status} ${keysOf(told)}; ${keysOf(told.original ?? {})}`;
    const shown = await side.plain(side.delivery(`/${side.hash}/${custom}/w=20`));
    seen["headers of a public picture"] = [
      "access-control-allow-origin",
      "accept-ranges",
      "content-disposition",
    ]
      .map((name) => `${name}: ${shown.headers.get(name)}`)
      .concat(`etag: ${/^"cf\w*:[^"]+"$/.test(shown.headers.get("etag") ?? "") ? "cf…:…" : "other"}`)
      .join("; ");
  } finally {
    const before = (settings.result as { flexible_variants?: boolean }).flexible_variants ?? false;
    await side.api("PATCH", "v1/config", { flexible_variants: before });
    for (const id of variants)
      seen["deleting a variant"] = verdict(await side.api("DELETE", `v1/variants/${id}`));
    for (const name of keys) seen["deleting a key"] = verdict(await side.api("DELETE", `v1/keys/${name}`));
    for (const id of made) await side.api("DELETE", `v1/${encodeURIComponent(id)}`);
  }
  return seen;
}
