/** A signing key as the screens know it. Its value never leaves the server, not even masked. */
export type KeyRow = {
  id: string;
  name: string;
  /** First 8 characters of a keyed hash: tells two keys of one name apart. */
  fingerprint: string;
  current: boolean;
  goneAt: Date | null;
  firstSeenAt: Date;
  checkedAt: Date;
  liveLinks: number;
  /** When the last link that hangs on it ends. */
  lastEnd: Date | null;
};
