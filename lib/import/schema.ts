import { z } from "zod";

export const importIdSchema = z.object({
  importId: z.number().int().min(1).max(2_147_483_647, "That is not an import of ours."),
});
export type ImportIdInput = z.output<typeof importIdSchema>;

export const startImportSchema = z.object({
  /** How many the person was told would come in: if the account was read anew since, nothing begins. */
  expected: z.number().int().min(0).max(2_147_483_647),
});
export type StartImportInput = z.output<typeof startImportSchema>;

export const findingKinds = ["changed", "vanished", "refused"] as const;
export type FindingKind = (typeof findingKinds)[number];
export type ImportState = "running" | "paused" | "done" | "cancelled";

/** What the account holds, as the last complete pass over it read: what an import would do, before it begins. */
export type AccountLook = {
  /** Null: it was never read as a whole. */
  at: Date | null;
  /** Images at Cloudflare, and how many of them are here. */
  stored: number;
  known: number;
  newPrivate: number;
  newPublic: number;
  /** Of the new public ones: under an id of somebody's choosing, so that they can never be private. */
  newCustom: number;
  /** Rows whose flag was another one, and ready rows that Cloudflare has no image for. */
  changed: number;
  vanished: number;
};

/** One import as a screen shows it. */
export type ImportRow = {
  id: number;
  state: ImportState;
  standing: string;
  /** Images in the account when it began, and read so far. */
  expected: number;
  read: number;
  imported: number;
  importedPrivate: number;
  importedPublic: number;
  customIds: number;
  rebuilt: number;
  odd: number;
  changed: number;
  vanished: number;
  refused: number;
  startedAt: Date;
  startedBy: string;
  finishedAt: Date | null;
};

/** What of the imported is not measured yet; counted up to a cap. */
export type Survey = { untried: number; unread: number; capped: boolean };

export type ImportDesk = {
  look: AccountLook;
  /** Whether a check of the account is under way, and how much it has read. */
  looking: number | null;
  /**
   * What is under way: reading the list, or asking one by one about what it did not show. Until both are over nobody
   * can say how many have vanished. Null: neither.
   */
  phase: "list" | "verify" | null;
  current: ImportRow | null;
  past: ImportRow[];
  survey: Survey;
};

export type Finding = {
  importId: number;
  key: string;
  kind: FindingKind;
  imageId: string | null;
  cloudflareId: string;
  name: string;
  reason: string;
};

/** How an import stands, for a pill. */
export type ImportProgress = {
  id: number;
  state: ImportState;
  expected: number;
  read: number;
  imported: number;
};

/** What one slice came to: whether there is more to do, when at the earliest, and how the newest import stands. */
export type Slice = { busy: boolean; resumesAt: Date | null; latest: ImportProgress | null };
