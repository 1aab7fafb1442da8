import type { StandIn } from "./context.ts";
import type { Reply } from "./replies.ts";
import { type Rules, strictRules } from "./rules.ts";
import type { Variant } from "./store/variants.ts";

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? "&quot;");

const described = ({ id, neverRequireSignedURLs }: Variant) =>
  neverRequireSignedURLs ? `${id} (always public)` : id;

/** `/`: says what this is, for whoever finds the port open. No secret beyond the token's last four characters. */
export async function page(standIn: StandIn, controlOn: boolean): Promise<Reply> {
  const { account, store, clock, faults, renderer } = standIn;
  const settings = await store.settings.all();
  const base = standIn.publicUrl();
  const { planOff, slowDraftSeconds, hiddenSeconds, callLimit } = faults.modes();
  const { made, disk, memory } = renderer.counts();
  const { rules } = standIn;
  const readings = (Object.keys(strictRules) as (keyof Rules)[]).filter(
    (name) => rules[name] !== strictRules[name],
  );
  const facts: [string, string][] = [
    ["API", `${base}/client/v4/accounts/${account.accountId}/images`],
    ["One-time upload", `POST ${base}/${account.accountHash}/<image>`],
    ["Delivery", `${base}/${account.accountHash}/<image>/<variant>`],
    ["Batch", `${base}/images/v1, ${base}/images/v2`],
    ["Account id", account.accountId],
    ["Account hash", account.accountHash],
    ["Token", `ends in ${account.token.slice(-4)}`],
    [
      "Images",
      `${await store.images.count()}, and ${await store.images.countDrafts(clock.now())} open drafts`,
    ],
    ["Signing keys", `${(await store.keys.all()).length} of at most ${rules.keyCap}`],
    ["Variants", [...(await store.variants.all()).values()].map(described).join(", ")],
    ["Flexible variants", settings.flexible_variants ? "on" : "off"],
    ["Browser TTL", `${settings.browser_ttl ?? standIn.rules.browserTtlSeconds} s`],
    [
      "Where sources disagree",
      `last key: ${rules.lastKey}; PUT of a key that exists: ${rules.existingKey}; plain-text errors: ${rules.plainErrors}`,
    ],
    [
      "Rules changed",
      readings.map((name) => `${name} = ${JSON.stringify(rules[name])}`).join(", ") || "none",
    ],
    ["Pictures", `${made} made, ${memory.held} in memory, ${disk.held} on disk`],
    ["Control path", controlOn ? "on" : "off"],
    ["Faults planned", String(faults.report().length)],
    ["Plan", planOff ? "off (5403)" : "on"],
    ["Drafts stay drafts", `${slowDraftSeconds} s after the upload`],
    ["New things are hidden", `${hiddenSeconds} s`],
    ["Calls in five minutes", callLimit === null ? "no limit" : String(callLimit)],
    ["Clock", clock.now().toISOString()],
  ];
  const rows = facts.map(([name, value]) => `<tr><th>${escaped(name)}<td>${escaped(value)}`).join("");
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
    },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cloudflare Images stand-in</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;margin:3rem auto;max-width:44rem;padding:0 1rem}
th{text-align:left;padding-right:2rem;vertical-align:top;white-space:nowrap}td{overflow-wrap:anywhere}</style>
<h1>Cloudflare Images stand-in</h1>
<p>A local copy of the Cloudflare Images API, upload and delivery hosts, on the loopback address only. Nothing here is
on the internet. What it does and how sure that is stands in <code>lib/cloudflare/stand-in/README.md</code>.</p>
<table>${rows}</table></html>`,
  };
}
