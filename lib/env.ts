import { z } from "zod";

const url = z
  .string()
  .url()
  .transform((value) => value.replace(/\/+$/, ""));

/** Every variable the product reads, with what it is for. README.md has the same list for people. */
const schema = z.object({
  /** Postgres, pooled is fine: no session state is kept between statements. */
  DATABASE_URL: z.string().min(1),
  /** Signs sessions and fingerprints; at least 32 characters. Changing it signs everybody out. */
  NEXTAUTH_SECRET: z.string().min(32),
  /** Where set, signing keys are kept encrypted with it, so that links of a deleted key can still be recognised. */
  KEY_ARCHIVE_SECRET: z.string().min(32).optional(),
  /** Asked for when the owner's account is created, so that a stranger who finds the address first cannot. */
  SETUP_CODE: z.string().min(12).max(200).optional(),
  /** Lets the scheduler call /api/cron/*; without it those routes answer 404. */
  CRON_SECRET: z.string().min(16).optional(),
  CLOUDFLARE_ACCOUNT_ID: z.string().min(1),
  /** The public hash in delivery addresses (dashboard: Images, Developer resources). */
  CLOUDFLARE_ACCOUNT_HASH: z.string().min(1),
  /** API token with Cloudflare Images: Edit. */
  CLOUDFLARE_API_TOKEN: z.string().min(1),
  CLOUDFLARE_API_URL: url.default("https://api.cloudflare.com/client/v4"),
  CLOUDFLARE_UPLOAD_URL: url.default("https://upload.imagedelivery.net"),
  /** imagedelivery.net, or https://your.domain/cdn-cgi/imagedelivery for a domain of the same account. */
  CLOUDFLARE_DELIVERY_URL: url.default("https://imagedelivery.net"),
  /** How many signing keys the account may have; sources say 2 or 4, and Cloudflare does not. */
  CLOUDFLARE_KEY_CAP: z.coerce.number().int().min(2).max(10).default(2),
  /** Folder of sample photographs; set only by the local start script. */
  DARKROOM_SAMPLES: z.string().optional(),
});

/** Hosts the browser talks to directly; readable before the whole environment is complete. */
export function cloudflareOrigins(): { upload: string; delivery: string } {
  const origin = (value: string | undefined, fallback: string) =>
    value && URL.canParse(value) ? new URL(value).origin : fallback;
  return {
    upload: origin(process.env.CLOUDFLARE_UPLOAD_URL, "https://upload.imagedelivery.net"),
    delivery: origin(process.env.CLOUDFLARE_DELIVERY_URL, "https://imagedelivery.net"),
  };
}

/** Whether this process is a function that comes and goes (Vercel says so itself). */
export const isServerless = (): boolean => process.env.VERCEL === "1";

/**
 * Whether people reach this over https, found out as next-auth does when it names its cookie. `forwarded` is the
 * protocol that the proxy in front names; it counts only where next-auth trusts it.
 */
export function isSecureOrigin(forwarded: string | null): boolean {
  const { NEXTAUTH_URL, VERCEL, AUTH_TRUST_HOST } = process.env;
  if (NEXTAUTH_URL) return !NEXTAUTH_URL.startsWith("http://");
  return Boolean(VERCEL ?? AUTH_TRUST_HOST) && forwarded !== "http";
}

export const isDevelopment = (): boolean => process.env.NODE_ENV === "development";

export type Env = z.output<typeof schema>;
let parsed: Env | undefined;

/** The environment, checked once. Throws with the names (never the values) of what is missing or wrong. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(
    Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")),
  );
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) =>
      message.includes("received undefined") ? `${path} is not set` : `${path}: ${message}`,
    );
    throw new Error(`The environment is incomplete: ${problems.join("; ")}. See .env.example.`);
  }
  parsed = result.data;
  return parsed;
}
