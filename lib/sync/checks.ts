import "server-only";
import { clock } from "@/lib/clock";
import { askDelivery, cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { formatCount, formatDuration, formatList } from "@/lib/format";
import { wantedVariants } from "@/lib/sync/own-variants";
import type { ConnectionCheck } from "@/lib/sync/schema";
import { changesBetween } from "@/lib/variants/rules";

const maxSkew = 60_000;
const draftLife = 3 * 60_000;

type Tried<T> = { ok: true; value: T } | { ok: false; message: string; status: number; code: number };

async function attempt<T>(call: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const cause = (error.cause ?? {}) as { status?: number; code?: number };
    return { ok: false, message: error.message, status: cause.status ?? 0, code: cause.code ?? 0 };
  }
}

/** A token may read and still not write; the only harmless write is a draft, which is taken back at once. */
async function tryDraft() {
  const expiresAt = new Date(clock.now().getTime() + draftLife);
  const draft = await cloudflare().createDirectUpload({ requireSignedURLs: true, metadata: {}, expiresAt });
  const delivery = await askDelivery(draft.id, "public");
  await cloudflare()
    .deleteImage(draft.id)
    .catch(() => "absent"); // else it dies by itself
  return delivery;
}

/** Some tokens may do everything but this. Null: no image yet to try it with. */
async function tryOriginal(): Promise<"read" | "gone" | null> {
  const newest = await db().image.findFirst({
    where: { state: "ready", cloudflareId: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { cloudflareId: true },
  });
  if (!newest?.cloudflareId) return null;
  try {
    const { body } = await cloudflare().downloadOriginal(newest.cloudflareId);
    await body.cancel();
    return "read";
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return "gone";
    throw error;
  }
}

/** Every part of the connection, tried for real. */
export async function runChecks(): Promise<ConnectionCheck[]> {
  const api = cloudflare();
  const [stats, keys, variants, draft, original] = await Promise.all([
    attempt(api.stats),
    attempt(api.listKeys),
    attempt(api.listVariants),
    attempt(tryDraft),
    attempt(tryOriginal),
  ]);
  return [
    token(stats, draft),
    plan(stats),
    check("keys", "Signing keys", keys, (list) =>
      list.length > 0
        ? [true, `${formatCount(list.length, "key")}: ${formatList(list.map(({ name }) => name))}.`]
        : [false, "The account has no signing key. Create one in the Cloudflare dashboard, Images, Keys."],
    ),
    check("variants", "Variants", variants, (list) => [
      true,
      `${formatCount(list.length, "variant")} in the account.`,
    ]),
    check("own-variants", "Darkroom's own variants", variants, (list) => {
      const wrong = wantedVariants.filter((wanted) => {
        const is = list.find(({ id }) => id === wanted.id);
        return !is || Object.keys(changesBetween(is, wanted)).length > 0;
      });
      return wrong.length === 0
        ? [true, "All there, as Darkroom made them."]
        : [
            false,
            `${formatList(wrong.map(({ id }) => id))}: missing or changed at Cloudflare. Prepare the account again.`,
          ];
    }),
    originals(original, stats),
    check("account-hash", "Account hash", draft, accountHash),
    check("delivery", "Delivery host", draft, deliveryHost),
    check("clock", "Clock", stats, ({ serverTime }) => clockSkew(serverTime)),
  ];
}

type Verdict = readonly [ok: boolean, message: string];

function check<T>(
  id: ConnectionCheck["id"],
  label: string,
  tried: Tried<T>,
  judge: (value: T) => Verdict,
): ConnectionCheck {
  const [ok, message] = tried.ok ? judge(tried.value) : [false, tried.message];
  return { id, label, ok, message };
}

const isDenied = (tried: Tried<unknown>) =>
  !tried.ok && tried.code !== 5403 && (tried.status === 401 || tried.status === 403 || tried.code === 10_000);

function token(stats: Tried<unknown>, draft: Tried<unknown>): ConnectionCheck {
  const label = "API token";
  if (isDenied(stats))
    return {
      id: "token",
      label,
      ok: false,
      message:
        "Cloudflare does not accept CLOUDFLARE_API_TOKEN for this account. Make a token with Cloudflare Images: Edit and set it.",
    };
  if (isDenied(draft))
    return {
      id: "token",
      label,
      ok: false,
      message: "The token may look but not change anything. Give it the permission Cloudflare Images: Edit.",
    };
  const heard = stats.ok || stats.status > 0;
  if (!heard) return { id: "token", label, ok: false, message: stats.message };
  return { id: "token", label, ok: true, message: "Accepted, and may read and edit." };
}

function originals(tried: Tried<"read" | "gone" | null>, stats: Tried<unknown>): ConnectionCheck {
  const words = {
    read: "The newest image's original may be read.",
    gone: "The newest image is no longer at Cloudflare, so there is nothing to try it with.",
  };
  const id = "original";
  const label = "Originals";
  if (!tried.ok && stats.ok && (tried.status === 401 || tried.status === 403))
    return {
      id,
      label,
      ok: false,
      message:
        "Cloudflare does not let this token read originals. Uploads work, but size, type and fingerprint stay unknown and originals cannot be downloaded. Make a token with Cloudflare Images: Edit for this account.",
    };
  return check(id, label, tried, (value) => [true, value ? words[value] : "No image yet to try."]);
}

function plan(stats: Tried<{ current: number; allowed: number }>): ConnectionCheck {
  const label = "Images plan";
  return check("images-plan", label, stats, ({ current, allowed }) =>
    current < allowed
      ? [true, `${formatCount(current)} of ${formatCount(allowed, "image")} stored.`]
      : [
          false,
          `All ${formatCount(allowed, "image")} of the plan are stored. Uploads will be refused until it is raised.`,
        ],
  );
}

/** The client refuses upload addresses with another hash; what is left is whether the delivery host agrees. */
function accountHash(delivery: number | null): Verdict {
  if (delivery !== 9427) return [true, "It is the hash that Cloudflare uses."];
  return [
    false,
    "The delivery host does not know this hash. Copy it from the Cloudflare dashboard, Images, Developer resources, into CLOUDFLARE_ACCOUNT_HASH.",
  ];
}

function deliveryHost(delivery: number | null): Verdict {
  const host = new URL(env().CLOUDFLARE_DELIVERY_URL).host;
  if (delivery === null)
    return [false, `${host} does not answer. Pictures and links will not work until it does.`];
  if (delivery === 0)
    return [false, `${host} answers, but not as Cloudflare Images does. Check CLOUDFLARE_DELIVERY_URL.`];
  return [true, `${host} answers, and refuses an unsigned request.`];
}

function clockSkew(serverTime: Date | null): Verdict {
  if (!serverTime) return [true, "Cloudflare did not say its time; nothing to compare."];
  const skew = clock.now().getTime() - serverTime.getTime();
  if (Math.abs(skew) <= maxSkew) return [true, "Agrees with Cloudflare's."];
  const which = skew > 0 ? "ahead of" : "behind";
  return [
    false,
    `This server's clock is ${formatDuration(skew)} ${which} Cloudflare's. Links would end at the wrong time; correct the clock.`,
  ];
}
