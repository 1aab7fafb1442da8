/** What this installation is bound to and how it keeps itself right. Never the token, never a secret. */
export type InstallationFacts = {
  accountId: string;
  accountHash: string;
  apiUrl: string;
  uploadUrl: string;
  deliveryUrl: string;
  createdAt: Date | null;
  /** Whether the scheduler may call; the secret itself is not told. */
  scheduled: boolean;
  /** Start of the last complete reading of the account, and what stopped the last try if something did. */
  syncedAt: Date | null;
  syncError: string | null;
};

/** Images stored at Cloudflare, and how many the plan allows. */
export type Usage = { ok: true; stored: number; allowed: number } | { ok: false; message: string };
