import { LRUCache } from "lru-cache";
import type { Metadata } from "../fields.ts";
import { Refusal } from "../replies.ts";
import type { Database } from "./database.ts";

/** What is known about stored bytes once they are safe on disk. */
export type StoredFile = {
  file: string;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  frames: number;
  sha256: string;
};

export type ImageRow = {
  id: string;
  custom: boolean;
  filename: string | null;
  uploaded: Date;
  position: string;
  require_signed_urls: boolean;
  meta: Metadata;
  creator: string | null;
} & ({ draft: true; expires: Date; file: null } | ({ draft: false; expires: null } & StoredFile));
export type FinishedRow = Extract<ImageRow, { draft: false }>;

export type NewImage = {
  id: string;
  custom: boolean;
  requireSignedUrls: boolean;
  meta: Metadata;
  creator: string | null;
};
export type Change = { meta?: Metadata; requireSignedUrls?: boolean; creator?: string | null };

const taken = () => new Refusal(409, 5409, "Resource already exists");
const fileColumns = "file, type, bytes, width, height, frames, sha256";
const fileValues = (f: StoredFile) => [f.file, f.type, f.bytes, f.width, f.height, f.frames, f.sha256];

/** Rows of images and drafts. Every state change is one statement, and its row count decides. */
export function imageRows({ pool }: Database, lingerSeconds: number) {
  const cache = new LRUCache<string, { loading: Promise<ImageRow | null>; row?: ImageRow | null }>({
    max: 20_000,
  });

  const names = new Map<string, string>();
  // Named, so that Postgres plans each statement once for a connection.
  async function one(sql: string, values: unknown[]): Promise<ImageRow | null> {
    const name = names.get(sql) ?? `image-${names.size}`;
    names.set(sql, name);
    const { rows } = await pool.query<ImageRow>({ name, text: sql, values });
    return rows[0] ?? null;
  }
  async function changed(id: string, sql: string, values: unknown[]) {
    try {
      const row = await one(sql, values);
      if (row) cache.delete(row.id);
      return row;
    } finally {
      cache.delete(id);
    }
  }
  // About how many images there are; the database is asked only where this says that the account may be full.
  let held = 0;
  const dropDeadDrafts = (now: Date) =>
    pool.query("DELETE FROM image WHERE draft AND expires < $1::timestamptz - make_interval(secs => $2)", [
      now,
      lingerSeconds,
    ]);

  return {
    get(id: string): Promise<ImageRow | null> {
      const held = cache.get(id);
      if (held) return held.loading;
      const loading = one("SELECT * FROM image WHERE id = $1", [id]);
      const entry: { loading: typeof loading; row?: ImageRow | null } = { loading };
      cache.set(id, entry);
      loading.then(
        (row) => {
          entry.row = row;
        },
        () => cache.peek(id) === entry && cache.delete(id),
      );
      return loading;
    },
    /** The row if it is known now. */
    peek: (id: string) => cache.get(id)?.row,
    async addDraft(image: NewImage, expires: Date, now: Date): Promise<void> {
      await dropDeadDrafts(now);
      // An expired draft no longer holds its id.
      const row = await changed(
        image.id,
        `INSERT INTO image (id, custom, require_signed_urls, meta, creator, draft, uploaded, expires)
         VALUES ($1, $2, $3, $4, $5, true, $6, $7)
         ON CONFLICT (id) DO UPDATE SET require_signed_urls = excluded.require_signed_urls, meta = excluded.meta,
           creator = excluded.creator, uploaded = excluded.uploaded, expires = excluded.expires
         WHERE image.draft AND image.expires <= $6 RETURNING *`,
        [image.id, image.custom, image.requireSignedUrls, image.meta, image.creator, now, expires],
      );
      if (!row) throw taken();
    },
    async add(image: NewImage, filename: string, file: StoredFile, now: Date): Promise<ImageRow> {
      const row = await changed(
        image.id,
        `INSERT INTO image (id, custom, require_signed_urls, meta, creator, draft, uploaded, filename, ${fileColumns})
         VALUES ($1, $2, $3, $4, $5, false, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO NOTHING RETURNING *`,
        [
          ...[image.id, image.custom, image.requireSignedUrls, image.meta, image.creator, now, filename],
          ...fileValues(file),
        ],
      );
      if (!row) throw taken();
      held++;
      return row;
    },
    /** The one moment at which a one-time URL is spent. Null: somebody else was first, or it is too late. */
    async finishDraft(id: string, filename: string, file: StoredFile, now: Date): Promise<ImageRow | null> {
      const row = await changed(
        id,
        `UPDATE image SET draft = false, expires = NULL, uploaded = $2, position = nextval('image_order'),
           filename = $3, (${fileColumns}) = ROW($4, $5, $6::int, $7::int, $8::int, $9::int, $10)
         WHERE id = $1 AND draft AND expires > $2 RETURNING *`,
        [id, now, filename, ...fileValues(file)],
      );
      if (row) held++;
      return row;
    },
    /** Changes what is named; with `renamed` the image goes on under another id. */
    change: (id: string, to: Change, renamed: string | null = null) =>
      changed(
        id,
        `UPDATE image SET meta = coalesce($2, meta), require_signed_urls = coalesce($3, require_signed_urls),
           creator = CASE WHEN $4 THEN $5 ELSE creator END, id = coalesce($6, id) WHERE id = $1 RETURNING *`,
        [
          ...[id, to.meta ?? null, to.requireSignedUrls ?? null],
          ...[to.creator !== undefined, to.creator ?? null, renamed],
        ],
      ),
    remove: (id: string) => changed(id, "DELETE FROM image WHERE id = $1 RETURNING *", [id]),
    async count(): Promise<number> {
      const { rows } = await pool.query("SELECT count(*)::int AS n FROM image WHERE NOT draft");
      held = rows[0]?.n ?? 0;
      return held;
    },
    /** Whether the account holds as many images as were paid for. */
    async full(allowed: number): Promise<boolean> {
      return held >= allowed && (await this.count()) >= allowed;
    },
    async countDrafts(now: Date): Promise<number> {
      const { rows } = await pool.query("SELECT count(*)::int AS n FROM image WHERE draft AND expires > $1", [
        now,
      ]);
      return rows[0]?.n ?? 0;
    },
    async knownFiles(): Promise<Set<string>> {
      const { rows } = await pool.query<[string]>({
        text: "SELECT file FROM image WHERE file IS NOT NULL",
        rowMode: "array",
      });
      held = rows.length;
      return new Set(rows.map(([file]) => file));
    },
    forget: () => cache.clear(),
  };
}
export type ImageRows = ReturnType<typeof imageRows>;
