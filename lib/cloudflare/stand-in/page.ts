import type { StandIn } from "./context.ts";
import type { Reply } from "./replies.ts";
import { type Rules, strictRules } from "./rules.ts";
import type { Variant } from "./store/variants.ts";

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? "&quot;");

const described = ({ id, neverRequireSignedURLs }: Variant) =>
  neverRequireSignedURLs ? `${id} (always public)` : id;

const counted = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

type Section = { title: string; facts: [name: string, value: string, code?: "code"][] };

function places({ account, publicUrl }: StandIn): Section {
  const base = publicUrl();
  return {
    title: "Where",
    facts: [
      ["API", `${base}/client/v4/accounts/${account.accountId}/images`, "code"],
      ["One-time upload", `POST ${base}/${account.accountHash}/<image>`, "code"],
      ["Delivery", `${base}/${account.accountHash}/<image>/<variant>`, "code"],
      ["Batch", `${base}/images/v1 and v2`, "code"],
    ],
  };
}

async function contents({ account, store, rules, clock, renderer }: StandIn): Promise<Section> {
  const { made, disk, memory } = renderer.counts();
  const images = counted(await store.images.count(), "image", "images");
  const drafts = counted(await store.images.countDrafts(clock.now()), "open draft", "open drafts");
  return {
    title: "Account",
    facts: [
      ["Account id", account.accountId, "code"],
      ["Account hash", account.accountHash, "code"],
      ["Token", `ends in ${account.token.slice(-4)}`],
      ["Read-only token", account.readOnlyToken ? `ends in ${account.readOnlyToken.slice(-4)}` : "none"],
      ["Held", `${images} of ${rules.storageAllowed.toLocaleString("en")}, ${drafts}`],
      ["Signing keys", `${(await store.keys.all()).length} of at most ${rules.keyCap}`],
      ["Variants", [...(await store.variants.all()).values()].map(described).join(", ")],
      ["Pictures", `${made} made, ${memory.held} in memory, ${disk.held} on disk`],
    ],
  };
}

async function switches({ store, rules, faults, clock }: StandIn, controlOn: boolean): Promise<Section> {
  const settings = await store.settings.all();
  const { planOff, slowDraftSeconds, hiddenSeconds, callLimit } = faults.modes();
  const names = Object.keys(strictRules) as (keyof Rules)[];
  const changed = names.filter((name) => JSON.stringify(rules[name]) !== JSON.stringify(strictRules[name]));
  const after = (seconds: number, text: string) => (seconds === 0 ? "at once" : `${seconds} s ${text}`);
  return {
    title: "Switches",
    facts: [
      ["Flexible variants", settings.flexible_variants ? "on" : "off"],
      ["Content credentials", settings.preserve_content_credentials ? "kept" : "dropped"],
      ["Browser TTL", `${settings.browser_ttl ?? rules.browserTtlSeconds} s`],
      ["Last key", rules.lastKey],
      ["PUT of a key that exists", rules.existingKey],
      ["Plain-text errors", rules.plainErrors],
      [
        "Rules changed",
        changed.map((name) => `${name} = ${JSON.stringify(rules[name])}`).join(", ") || "none",
      ],
      ["Control path", controlOn ? "on, for holders of the token" : "off"],
      ["Faults planned", String(faults.report().length)],
      ["Images in the plan", planOff ? "no (5403)" : "yes"],
      ["Uploads are images", after(slowDraftSeconds, "after the upload")],
      ["New things are found", after(hiddenSeconds, "later")],
      ["Calls in five minutes", callLimit === null ? "no limit" : String(callLimit)],
      ["Clock", clock.now().toISOString()],
    ],
  };
}

const rendered = ({ title, facts }: Section) => {
  const rows = facts.map(([name, value, code]) => {
    const text = escaped(value);
    return `<dt>${escaped(name)}</dt><dd>${code ? `<code>${text}</code>` : text}</dd>`;
  });
  return `<h2>${title}</h2><dl>${rows.join("")}</dl>`;
};

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:52rem;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.2}h2{font-size:1rem;margin:2rem 0 .5rem}dl{margin:0;display:grid;grid-template-columns:13rem 1fr}
dt,dd{margin:0;padding:.3rem 0;border-top:1px solid color-mix(in srgb,currentcolor 15%,transparent)}dt{padding-right:1rem}
dd{overflow-wrap:anywhere}code,pre{font:.875rem/1.5 ui-monospace,monospace}
pre{overflow-x:auto;padding:.75rem;border:1px solid color-mix(in srgb,currentcolor 15%,transparent);border-radius:.375rem}
@media(max-width:34rem){dl{display:block}dt{font-weight:600;padding-bottom:0}dd{border:0;padding-top:0}}`;

/** `/`: says what this is, for whoever finds the port open. No secret beyond the tokens' last four characters. */
export async function page(standIn: StandIn, controlOn: boolean): Promise<Reply> {
  const sections = [places(standIn), await contents(standIn), await switches(standIn, controlOn)];
  const first = `curl -X POST -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{"requireSignedURLs":"true"}' ${standIn.publicUrl()}/client/v4/accounts/${standIn.account.accountId}/images/v1/direct_upload
curl -F file=@photo.jpg <uploadURL of the answer>`;
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cloudflare Images stand-in</title>
<meta name="viewport" content="width=device-width"><style>${style}</style></head><body><main>
<h1>Cloudflare Images stand-in</h1>
<p>A local copy of the Cloudflare Images API, upload and delivery hosts, on the loopback address only. Nothing here is
on the internet. What it does, and how sure that is, stands in <code>lib/cloudflare/stand-in/README.md</code>.</p>
<h2>A first private image</h2><pre tabindex="0">${escaped(first)}</pre>
${sections.map(rendered).join("\n")}</main></body></html>`,
  };
}
