import type { Rules } from "../rules.ts";
import { batchTokens } from "./batch-tokens.ts";
import { openDatabase } from "./database.ts";
import { type Disk, openFiles } from "./files.ts";
import { imageRows } from "./images.ts";
import { keyRows } from "./keys.ts";
import { imageLists } from "./lists.ts";
import { openPictures } from "./pictures.ts";
import { seedImages } from "./seed.ts";
import { settingRows } from "./settings.ts";
import { variantRows } from "./variants.ts";

/** Rows in Postgres and bytes in files, opened, migrated, seeded and swept. */
export async function openStore(databaseUrl: string, dataDir: string, rules: Rules, disk?: Disk) {
  const files = await openFiles(dataDir, disk);
  const pictures = await openPictures(dataDir, rules.diskCacheBytes);
  const database = await openDatabase(databaseUrl);
  const images = imageRows(database, rules.expiredDraftLingersSeconds);
  const keys = keyRows(database, rules);
  const variants = variantRows(database, rules);
  const settings = settingRows(database);

  async function seed() {
    await keys.seed();
    await variants.seed();
  }
  await seed();
  await files.sweep(await images.knownFiles());

  return {
    database,
    files,
    pictures,
    images,
    keys,
    variants,
    settings,
    batchTokens: batchTokens(database),
    list: imageLists(database),
    seed: (images: number, now: Date) => seedImages(database, files, images, now),
    /** Back to an account nobody has used: new key, the seeded variant, no images. */
    async reset() {
      await database.pool.query("TRUNCATE image, signing_key, variant, setting, batch_token");
      for (const rows of [images, keys, variants, settings]) rows.forget();
      await seed();
      await files.sweep(new Set());
    },
    async close() {
      pictures.close();
      await files.close();
      await database.close();
    },
  };
}
export type Store = Awaited<ReturnType<typeof openStore>>;
