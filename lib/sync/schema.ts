/** One line of the start-up check: what was tried, whether it holds, and what to do if not. */
export type ConnectionCheck = {
  id:
    | "token"
    | "images-plan"
    | "keys"
    | "variants"
    | "own-variants"
    | "original"
    | "account-hash"
    | "delivery"
    | "clock";
  label: string;
  ok: boolean;
  message: string;
};

export type AccountCheck = {
  /** Images read in this pass so far, and whether the pass is complete. */
  read: number;
  complete: boolean;
  changed: number;
  missing: number;
  checkedAt: Date;
  /** Cloudflare's rate limit has it wait until then; null when it can go on at once. */
  resumesAt: Date | null;
};
